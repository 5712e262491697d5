# SPDX-License-Identifier: GPL-2.0-only
# Eight bytes above a realigned base: before it pushes anything, an interrupt
# rounds %rsp down to the base again. Cryptography of the kernel does so.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	lea	8(%rsp), %r10
	and	$-32, %rsp
	sub	$-8, %rsp
	sub	$0x108, %rsp
	mov	%rsi, 0x20(%rsp)
	lea	-8(%r10), %rsp
	ret
	.size	f, .-f
