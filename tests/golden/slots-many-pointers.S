# SPDX-License-Identifier: GPL-2.0-only
# Many pointers into the stack lie on the stack.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	sub	$400, %rsp
	xor	%ebx, %ebx
	.set	at, 0
	.rept	48
	lea	at(%rsp), %rax
	mov	%rax, at(%rsp)
	.set	at, at + 8
	.endr
	call	helper
	add	$400, %rsp
	pop	%rbx
	ret
	.size	f, .-f
