# SPDX-License-Identifier: GPL-2.0-only
# std, and cld right behind the copy.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	std
	rep	movsb
	cld
	ret
	.size	f, .-f
