# SPDX-License-Identifier: GPL-2.0-only
# Two registers are saved in different places on two paths.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	push	%rbx
	push	%r12
	xor	%ebx, %ebx
	xor	%r12d, %r12d
	jmp	2f
1:
	push	%r12
	push	%rbx
	xor	%ebx, %ebx
	xor	%r12d, %r12d
2:
	nop
	pop	%r12
	pop	%rbx
	ret
	.size	f, .-f
