# SPDX-License-Identifier: GPL-2.0-only
# What a helper leaves in the register is what its caller wants; and a value that nobody wants any more is lost.
# stackcheck: --mode=table
# expect: clean
	.text
	.type	mul, @function
mul:
	mov	(%rsi), %rax
	mul	%rdx
	mov	%rax, %r12
	mov	%rdx, %r13
	ret
	.size	mul, .-mul
	.globl	f
	.type	f, @function
f:
	push	%r12
	push	%r13
	sub	$8, %rsp
	mov	%rdi, 0(%rsp)
	call	mul
	mov	%r12, (%rdi)
	call	mul
	mov	0(%rsp), %r13
	mov	%r12, (%r13)
	mov	%edi, %r12d
	mov	%r12d, 8(%r13)
	xor	%r13d, %r13d
	call	mul
	xor	%r12d, %r12d
	mov	%r12, (%rdi)
	add	$8, %rsp
	pop	%r13
	pop	%r12
	ret
	.size	f, .-f
