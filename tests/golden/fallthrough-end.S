# SPDX-License-Identifier: GPL-2.0-only
# The end of the section is reached.
# stackcheck: --mode=table
# expect: f [fallthrough]
	.text
	.globl	f
	.type	f, @function
f:
	xor	%eax, %eax
	.size	f, .-f
