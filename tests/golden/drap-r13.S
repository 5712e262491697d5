# SPDX-License-Identifier: GPL-2.0-only
# A realigned frame; %r13, which is saved first, leads to the caller.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%r13
	lea	16(%rsp), %r13
	and	$-16, %rsp
	push	-8(%r13)
	push	%rbp
	mov	%rsp, %rbp
	push	%r13
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	pop	%r13
	pop	%rbp
	lea	-16(%r13), %rsp
	pop	%r13
	ret
	.size	f, .-f
