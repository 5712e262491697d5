# SPDX-License-Identifier: GPL-2.0-only
# A local helper that only direct calls reach uses registers that its callers keep for theirs.
# stackcheck: --mode=table
# expect: clean
	.text
	.type	round, @function
round:
	movl	(%rsi), %r12d
	movzbl	%r12b, %r13d
	xorl	%r13d, %eax
	ret
	.size	round, .-round
	.globl	f
	.type	f, @function
f:
	push	%r12
	push	%r13
	call	round
	call	round
	pop	%r13
	pop	%r12
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	push	%r13
	push	%r12
	sub	$8, %rsp
	mov	%rdi, %r12
	mov	(%r12), %eax
	call	round
	add	$8, %rsp
	pop	%r12
	pop	%r13
	jmp	other
	.size	g, .-g
