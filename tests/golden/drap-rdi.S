# SPDX-License-Identifier: GPL-2.0-only
# A realigned frame; %rdi leads to the caller.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	lea	8(%rsp), %rdi
	and	$-16, %rsp
	push	-8(%rdi)
	push	%rbp
	mov	%rsp, %rbp
	push	%rdi
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	pop	%rdi
	pop	%rbp
	lea	-8(%rdi), %rsp
	ret
	.size	f, .-f
