# SPDX-License-Identifier: GPL-2.0-only
# Relocations by section instead of symbol.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	g
	.type	g, @function
g:
	sub	$8, %rsp
	call	.Lhalt
	.size	g, .-g
	.type	halt, @function
halt:
.Lhalt:
	ud2
	.size	halt, .-halt
