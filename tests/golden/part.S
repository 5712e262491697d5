# SPDX-License-Identifier: GPL-2.0-only
# A part that is called, and one that is jumped to.
# stackcheck: --mode=table
# expect: clean
	.text
	.type	f.part.0, @function
f.part.0:
	push	%rbx
	mov	%rdi, %rbx
	call	helper
	pop	%rbx
	ret
	.size	f.part.0, .-f.part.0
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	jne	f.part.0
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	sub	$8, %rsp
	call	f.part.0
	add	$8, %rsp
	ret
	.size	g, .-g
