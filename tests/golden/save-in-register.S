# SPDX-License-Identifier: GPL-2.0-only
# A register is kept in another that no call changes.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rbp, %rbx
	xor	%ebp, %ebp
	call	helper
	mov	%rbx, %rbp
	pop	%rbx
	ret
	.size	f, .-f
