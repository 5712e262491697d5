# SPDX-License-Identifier: GPL-2.0-only
# Data that an object's symbol names, in the range of a function.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	lea	.Lend(%rip), %rax
	jmp	1f
	.type	table, @object
table:
	.quad	0x0606060606060606, 0x0123456789abcdef
	.size	table, .-table
1:
.Lend:
	ret
	.size	f, .-f
