# SPDX-License-Identifier: GPL-2.0-only
# Pushes and pops of two bytes.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	pushw	$1
	pushw	$2
	pop	%ax
	popw	%cx
	pushfw
	popfw
	ret
	.size	f, .-f
