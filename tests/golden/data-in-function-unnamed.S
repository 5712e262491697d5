# SPDX-License-Identifier: GPL-2.0-only
# Data in a function that nothing names.
# stackcheck: --mode=table
# expect: f [unreachable]
	.text
	.globl	f
	.type	f, @function
f:
	jmp	1f
	.quad	0x0606060606060606
1:
	ret
	.size	f, .-f
