# SPDX-License-Identifier: GPL-2.0-only
# Table: the return address is overwritten.
# stackcheck: --mode=table
# expect: f [slot-overwritten]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp

	mov	%rdi, 8(%rbp)
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
