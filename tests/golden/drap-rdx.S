# SPDX-License-Identifier: GPL-2.0-only
# A realigned frame; %rdx leads to the caller.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	lea	8(%rsp), %rdx
	and	$-16, %rsp
	push	-8(%rdx)
	push	%rbp
	mov	%rsp, %rbp
	push	%rdx
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	pop	%rdx
	pop	%rbp
	lea	-8(%rdx), %rsp
	ret
	.size	f, .-f
