# SPDX-License-Identifier: GPL-2.0-only
# One caller ends with its call, another goes on: the callee returns, and the
# one that ends with the call runs past its end. The other is clean.
# stackcheck: --mode=table
# expect: ub+0xe [fallthrough]
	.text
	.globl	ub
	.type	ub, @function
ub:
	sub	$8, %rsp
	cmp	$5, %edi
	jg	1f
	add	$8, %rsp
	ret
1:
	call	g
	.size	ub, .-ub
	.globl	ok1
	.type	ok1, @function
ok1:
	push	%rbx
	call	g
	pop	%rbx
	ret
	.size	ok1, .-ok1
