# SPDX-License-Identifier: GPL-2.0-only
# What shows that `h` returns is reached only because `g` does.
# stackcheck: --mode=table
# expect: ub [fallthrough]
# expect: ub2 [fallthrough]
# expect: leaks [return-modified]
	.text
	.globl	ub
	.type	ub, @function
ub:
	sub	$8, %rsp
	call	g
	.size	ub, .-ub
	.globl	ub2
	.type	ub2, @function
ub2:
	sub	$8, %rsp
	call	h
	.size	ub2, .-ub2
	.globl	leaks
	.type	leaks, @function
leaks:
	push	%rax
	call	g
	call	h
	ret
	.size	leaks, .-leaks
