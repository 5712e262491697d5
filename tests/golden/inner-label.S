# SPDX-License-Identifier: GPL-2.0-only
# A label for others within a function is no other function.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	mov	$1, %eax
	.globl	f_inner
f_inner:
	inc	%eax
	ret
	.size	f, .-f
