# SPDX-License-Identifier: GPL-2.0-only
# A register is saved twice, and restored from the later slot.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	push	%rbx
	xor	%ebx, %ebx
	call	helper
	pop	%rbx
	add	$8, %rsp
	ret
	.size	f, .-f
