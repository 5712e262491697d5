# SPDX-License-Identifier: GPL-2.0-only
# A function that runs on into one that its size covers.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	outer
	.type	outer, @function
outer:
	mov	$1, %eax
	.globl	inner
	.type	inner, @function
inner:
	inc	%eax
	ret
	.size	inner, .-inner
	.size	outer, .-outer
