# SPDX-License-Identifier: GPL-2.0-only
# A call into the middle of another function: one more entry of it.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
	pop	%rbx
.Linner:
	mov	$1, %eax
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	sub	$8, %rsp
	call	.Linner
	add	$8, %rsp
	ret
	.size	g, .-g
