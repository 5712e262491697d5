# SPDX-License-Identifier: GPL-2.0-only
# The stack pointer rises above a realigned base, but not to what was saved before: more room was made than that.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	lea	8(%rsp), %r10
	push	%rbx
	push	%r12
	xor	%ebx, %ebx
	xor	%r12d, %r12d
	sub	$0x520, %rsp
	and	$-2048, %rsp
	add	$0x480, %rsp
	mov	%rbx, (%rsp)
	mov	%rbx, 0x8(%rsp)
	lea	-24(%r10), %rsp
	pop	%r12
	pop	%rbx
	ret
	.size	f, .-f
