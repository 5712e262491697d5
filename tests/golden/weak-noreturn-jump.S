# SPDX-License-Identifier: GPL-2.0-only
# A jump to a weak function goes to whatever takes its place: the function that
# jumps may return. So may one that jumps to its own weak name.
# stackcheck: --mode=table
# expect: calls_jumps [stack-mismatch]
# expect: calls_itself [stack-mismatch]
	.text
	.macro	meets name, callee
	.globl	\name
	.type	\name, @function
\name:
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
	.globl	jumps
	.type	jumps, @function
jumps:
	jmp	weak
	.size	jumps, .-jumps
	.weak	itself
	.globl	strong_itself
	.type	itself, @function
	.type	strong_itself, @function
strong_itself:
itself:
	jmp	itself
	.size	itself, .-itself
	.size	strong_itself, .-strong_itself

	meets	calls_jumps, jumps
	meets	calls_itself, strong_itself
