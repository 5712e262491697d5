# SPDX-License-Identifier: GPL-2.0-only
# A realigned frame in a frame-pointer kernel.
# stackcheck: --mode=frame
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
	mov	-8(%rbp), %r10
	leave
	lea	-8(%r10), %rsp
	ret
	.size	f, .-f
