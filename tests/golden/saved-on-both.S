# SPDX-License-Identifier: GPL-2.0-only
# Registers saved on two paths alike.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	push	%rbx
	xor	%ebx, %ebx
	jmp	2f
1:
	push	%rbx
	mov	%rdi, %rbx
2:
	call	helper
	pop	%rbx
	ret
	.size	f, .-f
