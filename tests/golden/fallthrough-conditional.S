# SPDX-License-Identifier: GPL-2.0-only
# The end is reached when a branch is not taken.
# stackcheck: --mode=table
# expect: f [fallthrough]
	.text
	.globl	f
	.type	f, @function
f:
1:
	dec	%edi
	jne	1b
	.size	f, .-f
