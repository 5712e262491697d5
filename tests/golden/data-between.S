# SPDX-License-Identifier: GPL-2.0-only
# Data between functions, with and without a symbol.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	ret
	.size	f, .-f

	.balign	16
	.byte	0x06, 0x0e, 0x16, 0xff
	.type	constants, @object
constants:
	.quad	0x0123456789abcdef, 0x0606060606060606
	.size	constants, .-constants
	.globl	g
	.type	g, @function
g:
	lea	constants(%rip), %rax
	ret
	.size	g, .-g
