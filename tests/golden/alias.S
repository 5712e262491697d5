# SPDX-License-Identifier: GPL-2.0-only
# Two names for one function, and a weak third.
# stackcheck: --mode=table
# expect: clean
	.text
	.weak	g, h
	.set	g, f
	.set	h, f
	.globl	f
	.type	f, @function
f:
	ret
	.size	f, .-f
	.type	g, @function
	.size	g, .-f
	.type	h, @function
