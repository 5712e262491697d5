# SPDX-License-Identifier: GPL-2.0-only
# %rbp gets another register's value of the caller, and is saved nowhere.
# stackcheck: --mode=table
# expect: f+0x4 [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	mov	%rbx, %rbp
1:
	call	helper
	jmp	1b
	.size	f, .-f
