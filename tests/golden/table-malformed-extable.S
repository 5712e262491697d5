# SPDX-License-Identifier: GPL-2.0-only
# A fixup for no instruction.
# stackcheck: --mode=table
# expect: __ex_table+0x0 [table-malformed]
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
	.long	f + 1 - ., .Lz - .
	.long	1
