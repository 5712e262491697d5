# SPDX-License-Identifier: GPL-2.0-only
# A cold part that no function jumps to.
# stackcheck: --mode=table
# expect: work.cold [cold-orphan]
	.section	.text.unlikely, "ax", @progbits
	.type	work.cold, @function
work.cold:
	call	helper
	add	$8, %rsp
	ret
	.size	work.cold, .-work.cold
