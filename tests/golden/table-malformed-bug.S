# SPDX-License-Identifier: GPL-2.0-only
# A trap's entry for no instruction.
# stackcheck: --mode=table
# expect: __bug_table+0x0 [table-malformed]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	mov	$0x12345678, %eax
.Lz:
	ret
	.size	f, .-f
	.section	__bug_table, "aw"
	.long	f + 1 - ., 0
	.short	1, 1
