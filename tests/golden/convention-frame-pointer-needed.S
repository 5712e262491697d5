# SPDX-License-Identifier: GPL-2.0-only
# A local helper uses %rbp. One caller finds its frame by it, one has not kept it, and one wants back what was in it.
# stackcheck: --mode=table
# expect: by_frame+0x4 [callee-saved]
# expect: unsaved+0x4 [callee-saved]
# expect: unsaved [callee-saved]
# expect: wanted+0x8 [callee-saved]
	.text
	.type	round, @function
round:
	movzbl	(%rsi), %ebp
	xorl	%ebp, %eax
	ret
	.size	round, .-round
	.globl	by_frame
	.type	by_frame, @function
by_frame:
	push	%rbp
	mov	%rsp, %rbp
	call	round
	pop	%rbp
	ret
	.size	by_frame, .-by_frame
	.globl	unsaved
	.type	unsaved, @function
unsaved:
	sub	$8, %rsp
	call	round
	add	$8, %rsp
	ret
	.size	unsaved, .-unsaved
	.globl	wanted
	.type	wanted, @function
wanted:
	push	%rbp
	sub	$16, %rsp
	mov	%rdi, %rbp
	call	round
	mov	%eax, (%rbp)
	add	$16, %rsp
	pop	%rbp
	ret
	.size	wanted, .-wanted
