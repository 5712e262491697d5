# SPDX-License-Identifier: GPL-2.0-only
# %rbp is saved only after it was changed.
# stackcheck: --mode=table
# expect: f+0x0 [callee-saved]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rdi, %rbp
	push	%rbp
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
