# SPDX-License-Identifier: GPL-2.0-only
# A return that pops sixteen bytes of the caller.
# stackcheck: --mode=table
# expect: f [ret-pop]
	.text
	.globl	f
	.type	f, @function
f:
	ret	$16
	.size	f, .-f
