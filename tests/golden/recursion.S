# SPDX-License-Identifier: GPL-2.0-only
# A function that calls itself.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
	call	f
	pop	%rbx
	ret
	.size	f, .-f
