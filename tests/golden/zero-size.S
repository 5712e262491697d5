# SPDX-License-Identifier: GPL-2.0-only
# A function symbol without a size within one that has its size.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	mov	$1, %eax
	.type	mark, @function
mark:
	ret
	.size	f, .-f
