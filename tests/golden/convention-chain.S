# SPDX-License-Identifier: GPL-2.0-only
# A helper of a helper: what the lower one does not keep, the upper one does not keep either.
# stackcheck: --mode=table
# expect: g [callee-saved]
	.text
	.type	lower, @function
lower:
	mov	(%rdi), %r14
	lea	(%r14,%r14,2), %rax
	ret
	.size	lower, .-lower
	.type	upper, @function
upper:
	sub	$8, %rsp
	call	lower
	add	$8, %rsp
	ret
	.size	upper, .-upper
	.globl	f
	.type	f, @function
f:
	push	%r14
	call	upper
	pop	%r14
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	sub	$8, %rsp
	call	upper
	add	$8, %rsp
	ret
	.size	g, .-g
