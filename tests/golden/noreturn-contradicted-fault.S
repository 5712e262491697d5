# SPDX-License-Identifier: GPL-2.0-only
# A caller that ends with its call hides no other caller's fault: neither behind
# the same call, nor where a loop begins, nor of a caller's caller.
# stackcheck: --mode=table
# expect: ub [fallthrough]
# expect: leaks [return-modified]
# expect: leaks_in_loop [return-modified]
# expect: leaks_behind_ub [return-modified]
	.text
	.globl	ub
	.type	ub, @function
ub:
	sub	$8, %rsp
	call	g
	.size	ub, .-ub
	.globl	leaks
	.type	leaks, @function
leaks:
	push	%rax
	call	g
	ret
	.size	leaks, .-leaks
	.globl	leaks_in_loop
	.type	leaks_in_loop, @function
leaks_in_loop:
	push	%rax
	call	g
1:
	dec	%eax
	jne	1b
	ret
	.size	leaks_in_loop, .-leaks_in_loop
	.globl	leaks_behind_ub
	.type	leaks_behind_ub, @function
leaks_behind_ub:
	push	%rax
	call	ub
	ret
	.size	leaks_behind_ub, .-leaks_behind_ub
