# SPDX-License-Identifier: GPL-2.0-only
# %rbp is set to the stack while it is saved nowhere, in a function that never returns.
# stackcheck: --mode=table
# expect: f+0x0 [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rsp, %rbp
	sub	$8, %rsp
1:
	call	helper
	jmp	1b
	.size	f, .-f
