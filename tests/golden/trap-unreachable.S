# SPDX-License-Identifier: GPL-2.0-only
# Code behind a trap that no table and no annotation tells of.
# stackcheck: --mode=table
# expect: f [unreachable]
	.text
	.globl	f
	.type	f, @function
f:
	ud2
	mov	$1, %eax
	ret
	.size	f, .-f
