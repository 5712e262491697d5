# SPDX-License-Identifier: GPL-2.0-only
# A frame undone by a move and a pop.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	sub	$40, %rsp
	call	helper
	mov	%rbp, %rsp
	pop	%rbp
	ret
	.size	f, .-f
