# SPDX-License-Identifier: GPL-2.0-only
# A local helper uses %rbp: a walk by frame pointers needs it at any time.
# stackcheck: --mode=frame
# expect: round [callee-saved]
# expect: round [callee-saved]
	.text
	.type	round, @function
round:
	movzbl	(%rsi), %ebp
	xorl	%ebp, %eax
	ret
	.size	round, .-round
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	call	round
	pop	%rbp
	ret
	.size	f, .-f
