# SPDX-License-Identifier: GPL-2.0-only
# A realigned frame whose registers are taken from below %rbp.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	lea	8(%rsp), %r10
	and	$-64, %rsp
	push	-8(%r10)
	push	%rbp
	mov	%rsp, %rbp
	push	%r12
	push	%r10
	push	%rbx
	sub	$104, %rsp
	mov	%rdi, %rbx
	mov	%rsi, %r12
	call	helper
	mov	-24(%rbp), %rbx
	mov	-16(%rbp), %r10
	mov	-8(%rbp), %r12
	leave
	lea	-8(%r10), %rsp
	ret
	.size	f, .-f
