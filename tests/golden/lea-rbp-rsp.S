# SPDX-License-Identifier: GPL-2.0-only
# A frame undone by lea and pops.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	push	%r14
	push	%rbx
	sub	$40, %rsp
	xor	%ebx, %ebx
	xor	%r14d, %r14d
	call	helper
	lea	-16(%rbp), %rsp
	pop	%rbx
	pop	%r14
	pop	%rbp
	ret
	.size	f, .-f
