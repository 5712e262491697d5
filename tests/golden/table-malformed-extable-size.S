# SPDX-License-Identifier: GPL-2.0-only
# A table that is cut short.
# stackcheck: --mode=table
# expect: __ex_table+0x10 [table-malformed]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	mov	$0x12345678, %eax
.Lz:
	ret
	.size	f, .-f
	.section	__ex_table, "a"
	.long	.La - ., .Lz - .
	.long	1, 0
