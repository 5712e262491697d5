# SPDX-License-Identifier: GPL-2.0-only
# Padding before a function has a symbol of its own.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	__pfx_f
	.type	__pfx_f, @function
__pfx_f:
	.nops	16
	.size	__pfx_f, .-__pfx_f
	.globl	f
	.type	f, @function
f:
	ret
	.size	f, .-f
	.globl	__pfx_g
	.type	__pfx_g, @function
__pfx_g:
	.fill	16, 1, 0x90
	.size	__pfx_g, .-__pfx_g
	.globl	g
	.type	g, @function
g:
	endbr64
	ret
	.size	g, .-g
