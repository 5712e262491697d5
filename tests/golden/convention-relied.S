# SPDX-License-Identifier: GPL-2.0-only
# A caller relies on a register that a local helper does not keep, though it keeps it for its own caller.
# stackcheck: --mode=table
# expect: f+0x6 [callee-saved]
# expect-message: relies on %r12
	.text
	.type	round, @function
round:
	movl	(%rsi), %r12d
	xorl	%r12d, %eax
	ret
	.size	round, .-round
	.globl	f
	.type	f, @function
f:
	push	%r12
	nop
	mov	%rdi, %r12
	call	round
	mov	%eax, (%r12)
	pop	%r12
	ret
	.size	f, .-f
