# SPDX-License-Identifier: GPL-2.0-only
# Space is allocated by adding a negative number.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	add	$-128, %rsp
	call	helper
	sub	$-128, %rsp
	ret
	.size	f, .-f
