# SPDX-License-Identifier: GPL-2.0-only
# A realigned frame whose room is taken the wrong way: %rsp may now be above
# what was pushed before, and even above the return address.
# stackcheck: --mode=table
# expect: f+0xb [slot-overwritten]
# expect-message: rises above the realigned stack's base
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	push	%rbx
	xor	%ebx, %ebx
	and	$-16, %rsp
	sub	$-0x80, %rsp
	mov	%rbx, -8(%rsp)
	mov	-8(%rbp), %rbx
	leave
	ret
	.size	f, .-f
