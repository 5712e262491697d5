# SPDX-License-Identifier: GPL-2.0-only
# The x87's environment is 28 bytes, not its whole state of 108.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	xor	%ebx, %ebx
	sub	$0x48, %rsp
	fnstenv	0x10(%rsp)
	add	$0x48, %rsp
	pop	%rbx
	ret
	.size	f, .-f
