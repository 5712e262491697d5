# SPDX-License-Identifier: GPL-2.0-only
# A local helper uses %rbp. Its callers have kept it in their frames, to which the stack pointer leads.
# stackcheck: --mode=table
# expect: clean
	.text
	.type	round, @function
round:
	movzbl	(%rsi), %ebp
	xorl	%ebp, %eax
	ret
	.size	round, .-round
	.type	rounds, @function
rounds:
	sub	$8, %rsp
	call	round
	call	round
	add	$8, %rsp
	ret
	.size	rounds, .-rounds
	.globl	f
	.type	f, @function
f:
	push	%rbp
	sub	$16, %rsp
	call	round
	call	rounds
	add	$16, %rsp
	pop	%rbp
	ret
	.size	f, .-f
