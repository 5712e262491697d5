# SPDX-License-Identifier: GPL-2.0-only
# The end is reached, and the next function begins.
# stackcheck: --mode=table
# expect: first [fallthrough]
	.text
	.globl	first
	.type	first, @function
first:
	xor	%eax, %eax
	.size	first, .-first
	.globl	second
	.type	second, @function
second:
	ret
	.size	second, .-second
