# SPDX-License-Identifier: GPL-2.0-only
# A call to where its function has something on the stack.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
.Linner:
	mov	$1, %eax
	pop	%rbx
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
