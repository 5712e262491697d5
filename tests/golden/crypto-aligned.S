# SPDX-License-Identifier: GPL-2.0-only
# An aligned stack in %rbp's frame, as ciphers want it.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp

	push	%rbx
	push	%r12
	sub	$160, %rsp
	and	$-64, %rsp
	xor	%ebx, %ebx
	xor	%r12d, %r12d
	movaps	%xmm0, (%rsp)
	call	rounds
	lea	-16(%rbp), %rsp
	pop	%r12
	pop	%rbx
	pop	%rbp
	ret
	.size	f, .-f
