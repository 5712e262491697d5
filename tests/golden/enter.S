# SPDX-License-Identifier: GPL-2.0-only
# A frame made by enter.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	enter	$32, $0
	call	helper
	leave
	ret
	.size	f, .-f
