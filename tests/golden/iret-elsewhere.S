# SPDX-License-Identifier: GPL-2.0-only
# An interrupt return whose frame is not made here.
# stackcheck: --mode=table
# expect: f [system-instruction]
# expect: f [unreachable]
	.text
	.globl	f
	.type	f, @function
f:
	iretq
	ret
	.size	f, .-f
