# SPDX-License-Identifier: GPL-2.0-only
# A jump into the middle of a function that comes later, with another stack, is
# wrong where it jumps. So is one to a place that only a branch leads to.
# stackcheck: --mode=table
# expect: g+0x0 [stack-mismatch]
# expect: h+0x1 [stack-mismatch]
	.text
	.globl	g
	.type	g, @function
g:
	jmp	.Linner
	.size	g, .-g
	.globl	h
	.type	h, @function
h:
	push	%rax
	jmp	.Lend
	.size	h, .-h
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
	test	%rdi, %rdi
	je	.Lend
.Linner:
	call	helper
.Lend:
	mov	%rbx, %rax
	pop	%rbx
	ret
	.size	f, .-f
	.globl	same
	.type	same, @function
same:
	push	%rbx
	mov	%rsi, %rbx
	jmp	.Linner
	.size	same, .-same
