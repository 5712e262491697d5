# SPDX-License-Identifier: GPL-2.0-only
# The parent is there, but does not jump to its cold part.
# stackcheck: --mode=table
# expect: work.cold [cold-orphan]
	.text
	.globl	work
	.type	work, @function
work:
	ret
	.size	work, .-work

	.section	.text.unlikely, "ax", @progbits
	.type	work.cold, @function
work.cold:
	call	helper
	add	$8, %rsp
	ret
	.size	work.cold, .-work.cold
