# SPDX-License-Identifier: GPL-2.0-only
# A caller relies on the register in the next round of a loop only, on one of two paths.
# stackcheck: --mode=table
# expect: f [callee-saved]
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
	mov	%rdi, %r12
	mov	%rsi, %rcx
1:	test	%rcx, %rcx
	je	2f
	test	%rdi, %rdi
	je	3f
	mov	%eax, (%r12)
3:	call	round
	dec	%rcx
	jmp	1b
2:	pop	%r12
	ret
	.size	f, .-f
