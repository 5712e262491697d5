# SPDX-License-Identifier: GPL-2.0-only
# A no-op that may become a jump.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.Lsite:
	.nops	5
	ret
.Lthere:
	mov	$1, %eax
	ret
	.size	f, .-f

	.section	__jump_table, "aw"
	.balign	8
	.long	.Lsite - ., .Lthere - .
	.quad	key - .
