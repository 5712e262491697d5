# SPDX-License-Identifier: GPL-2.0-only
# A jump into the middle of another function, with the stack as there.
# stackcheck: --mode=table
# expect: clean
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
	push	%rbx
	mov	%rsi, %rbx
	jmp	.Linner
	.size	g, .-g
