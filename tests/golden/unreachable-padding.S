# SPDX-License-Identifier: GPL-2.0-only
# Padding of any kind is no code.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	jmp	1f
	int3
	nop
	.nops	9
	ud2
	xchg	%ax, %ax
1:
	ret
	int3
	.fill	13, 1, 0xcc
	.size	f, .-f
