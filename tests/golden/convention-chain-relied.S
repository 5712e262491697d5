# SPDX-License-Identifier: GPL-2.0-only
# The upper helper relies on what the lower one does not keep: what was handed to it, and what it put there.
# stackcheck: --mode=table
# expect: upper+0x7 [callee-saved]
# expect: aside+0x7 [callee-saved]
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
	add	%r14, %rdi
	call	lower
	add	%r14, %rax
	add	$8, %rsp
	ret
	.size	upper, .-upper
	.type	aside, @function
aside:
	sub	$8, %rsp
	mov	%rsi, %r14
	call	lower
	push	%r14
	pop	%rax
	add	$8, %rsp
	ret
	.size	aside, .-aside
	.globl	f
	.type	f, @function
f:
	push	%r14
	mov	$1, %r14d
	test	%r14, %r14
	call	upper
	call	aside
	pop	%r14
	ret
	.size	f, .-f
