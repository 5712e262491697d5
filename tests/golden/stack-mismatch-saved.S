# SPDX-License-Identifier: GPL-2.0-only
# A register is saved on one of two paths that meet.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	test	%rdi, %rdi
	je	1f
	mov	%rbx, (%rsp)
1:
	xor	%ebx, %ebx
	mov	(%rsp), %rbx
	add	$8, %rsp
	ret
	.size	f, .-f
