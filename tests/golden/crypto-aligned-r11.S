# SPDX-License-Identifier: GPL-2.0-only
# An aligned stack; the old pointer is kept in a register.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rsp, %r11
	and	$-64, %rsp
	sub	$128, %rsp
	vmovdqa	%ymm0, (%rsp)
	xor	%ebx, %ebx
	mov	%r11, %rsp
	pop	%rbx
	ret
	.size	f, .-f
