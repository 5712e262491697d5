# SPDX-License-Identifier: GPL-2.0-only
# Table: the slot of the saved %rbp is overwritten while it is needed.
# stackcheck: --mode=table
# expect: f [slot-overwritten]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp

	mov	%rdi, (%rbp)
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
