# SPDX-License-Identifier: GPL-2.0-only
# A jump of two bytes that may become a no-op.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.Lsite:
	jmp	.Lthere
	.byte	0x0f, 0x1f, 0x00
	ret
.Lthere:
	ret
	.size	f, .-f

	.section	__jump_table, "aw"
	.balign	8
	.long	.Lsite - ., .Lthere - .
	.quad	key - .
