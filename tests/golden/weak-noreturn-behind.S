# SPDX-License-Identifier: GPL-2.0-only
# The weak function here does not return, but another object's may take its
# place: the two ways meet with different stacks. A name for the same code that
# is not weak tells of this code.
# stackcheck: --mode=table
# expect: calls_weak [stack-mismatch]
# expect: calls_alias [stack-mismatch]
	.text
	.macro	func name
	.globl	\name
	.type	\name, @function
\name:
	.endm
	.macro	meets name, callee
	func	\name
	sub	$8, %rsp
	test	%edi, %edi
	je	1f
	push	%rbx
	call	\callee
1:	nop
	call	other
	add	$8, %rsp
	ret
	.size	\name, .-\name
	.endm

	.weak	weak
	.type	weak, @function
weak:
	ud2
	.size	weak, .-weak
	func	strong
	ud2
	.size	strong, .-strong
	.weak	alias
	.type	alias, @function
	.set	alias, strong
	.size	alias, .-strong

	meets	calls_weak, weak
	meets	calls_alias, alias
	meets	calls_strong, strong
