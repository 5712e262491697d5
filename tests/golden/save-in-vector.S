# SPDX-License-Identifier: GPL-2.0-only
# A register is kept in a vector register.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	movq	%xmm5, %rbx
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	vmovq	%r12, %xmm9
	movq	%rbx, %xmm12
	xor	%ebx, %ebx
	mov	%rdi, %r12
	movdqa	%xmm1, %xmm2
	vpxor	%ymm3, %ymm4, %ymm5
	pxor	%xmm13, %xmm0
	pcmpeqb	(%rsi), %xmm7
	movdqu	%xmm9, (%rdi)
	cmovne	%rcx, %r12
	add	%rdi, %rbx
	test	%rdi, %rdi
	je	1f
	vpaddd	%xmm2, %xmm7, %xmm8
1:	vmovq	%xmm12, %rbx
	movq	%xmm9, %r12
	ret
	.size	g, .-g
