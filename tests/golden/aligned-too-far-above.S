# SPDX-License-Identifier: GPL-2.0-only
# The stack pointer may rise above what was saved before: by one place, in the last of three.
# stackcheck: --mode=table
# expect: above+0x10 [slot-overwritten]
# expect-message: rises above the realigned stack's base
	.text
	.globl	up_to
	.type	up_to, @function
up_to:
	lea	8(%rsp), %r10
	push	%rbx
	push	%r12
	sub	$0x70, %rsp
	and	$-64, %rsp
	add	$0x70, %rsp
	lea	-24(%r10), %rsp
	pop	%r12
	pop	%rbx
	ret
	.size	up_to, .-up_to
	.globl	rounded
	.type	rounded, @function
rounded:
	lea	8(%rsp), %r10
	push	%rbx
	push	%r12
	sub	$0x70, %rsp
	and	$-64, %rsp
	add	$0x78, %rsp
	lea	-24(%r10), %rsp
	pop	%r12
	pop	%rbx
	ret
	.size	rounded, .-rounded
	.globl	above
	.type	above, @function
above:
	lea	8(%rsp), %r10
	push	%rbx
	push	%r12
	sub	$0x70, %rsp
	and	$-64, %rsp
	sub	$-0x80, %rsp
	lea	-24(%r10), %rsp
	pop	%r12
	pop	%rbx
	ret
	.size	above, .-above
