# SPDX-License-Identifier: GPL-2.0-only
# A realigned frame; %r10 leads to the caller.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	lea	8(%rsp), %r10
	and	$-32, %rsp
	push	-8(%r10)
	push	%rbp
	mov	%rsp, %rbp
	push	%r10
	sub	$40, %rsp
	call	helper
	add	$40, %rsp
	pop	%r10
	pop	%rbp
	lea	-8(%r10), %rsp
	ret
	.size	f, .-f
