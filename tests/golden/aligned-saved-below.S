# SPDX-License-Identifier: GPL-2.0-only
# What is saved where the stack pointer may have risen to is not safe from interrupts.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	sub	$0x520, %rsp
	and	$-2048, %rsp
	add	$0x480, %rsp
	mov	%rbx, -0x100(%rbp)
	xor	%ebx, %ebx
	mov	-0x100(%rbp), %rbx
	leave
	ret
	.size	f, .-f
	.globl	safe
	.type	safe, @function
safe:
	push	%rbp
	mov	%rsp, %rbp
	sub	$0x520, %rsp
	and	$-2048, %rsp
	add	$0x480, %rsp
	mov	%rbx, -0x98(%rbp)
	xor	%ebx, %ebx
	mov	-0x98(%rbp), %rbx
	leave
	ret
	.size	safe, .-safe
