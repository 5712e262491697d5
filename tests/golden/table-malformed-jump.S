# SPDX-License-Identifier: GPL-2.0-only
# A jump label that leads into an instruction.
# stackcheck: --mode=table
# expect: __jump_table+0x0 [table-malformed]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	mov	$0x12345678, %eax
.Lz:
	ret
	.size	f, .-f
	.section	__jump_table, "aw"
	.long	.La - ., f + 2 - .
	.quad	0
