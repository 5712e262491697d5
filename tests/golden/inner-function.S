# SPDX-License-Identifier: GPL-2.0-only
# A function symbol within a function: both entries are checked.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	mov	$1, %eax
	.globl	f_inner
	.type	f_inner, @function
f_inner:
	inc	%eax
	ret
	.size	f_inner, .-f_inner
	.size	f, .-f
