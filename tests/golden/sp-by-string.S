# SPDX-License-Identifier: GPL-2.0-only
# String instructions move only their own registers.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	rep	movsb
	rep	stosq
	ret
	.size	f, .-f
