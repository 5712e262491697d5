# SPDX-License-Identifier: GPL-2.0-only
# Padding before functions, without a symbol.
# stackcheck: --mode=table
# expect: clean
	.text
	.nops	16
	.globl	f
	.type	f, @function
f:
	ret
	int3
	.size	f, .-f
	.balign	16, 0xcc
	.fill	16, 1, 0x90
	.globl	g
	.type	g, @function
g:
	ret
	.size	g, .-g
