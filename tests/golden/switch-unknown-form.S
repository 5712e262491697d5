# SPDX-License-Identifier: GPL-2.0-only
# Jumps to labels whose addresses data holds, in a form that is not known. With a stack that no callee may find, it is
# no sibling call: f is right; in g one label is reached with another stack; h is a sibling call that forgot its frame.
# stackcheck: --mode=table
# expect: g [stack-mismatch]
# expect: h [jump-unresolved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	xor	%rdi, %rsi
	jmp	*(%rsi)
1:	mov	%rdi, %rbx
	pop	%rbx
	ret
2:	pop	%rbx
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	push	%rbx
	xor	%rdi, %rsi
	test	%rdi, %rdi
	je	4f
	jmp	*(%rsi)
3:	pop	%rbx
	ret
4:	push	%rdi
	jmp	*(%rsi)
	.size	g, .-g
	.globl	h
	.type	h, @function
h:
	push	%rbx
	xor	%rdi, %rsi
	jmp	*(%rsi)
	.size	h, .-h
	.section .rodata
	.quad	1b, 2b, 3b, f, h
