# SPDX-License-Identifier: GPL-2.0-only
# A register is kept in another one, which is saved.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%r12
	mov	%rbx, %r12
	xor	%ebx, %ebx
	call	helper
	mov	%r12, %rbx
	pop	%r12
	ret
	.size	f, .-f
