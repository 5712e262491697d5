# SPDX-License-Identifier: GPL-2.0-only
# A jump into the middle of another function, with another stack.
# stackcheck: --mode=table
# expect: g [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
.Linner:
	call	helper
	pop	%rbx
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	jmp	.Linner
	.size	g, .-g
