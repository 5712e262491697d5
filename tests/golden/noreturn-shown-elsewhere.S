# SPDX-License-Identifier: GPL-2.0-only
# Another object goes on behind a call of the same function: what lies behind the
# calls here is judged, and the one that ends with its call is told of.
# stackcheck: --mode=table
# with: _goes-on.S
# expect: ub [noreturn-assumed]
# expect: joins [stack-mismatch]
	.text
	.globl	ub
	.type	ub, @function
ub:
	sub	$8, %rsp
	call	g
	.size	ub, .-ub
	.globl	joins
	.type	joins, @function
joins:
	test	%rdi, %rdi
	je	1f
	push	%rax
	call	g
1:
	ret
	.size	joins, .-joins
