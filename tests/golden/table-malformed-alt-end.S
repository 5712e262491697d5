# SPDX-License-Identifier: GPL-2.0-only
# An alternative that reaches past its function.
# stackcheck: --mode=table
# expect: .altinstructions+0x0 [table-malformed]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	mov	$0x12345678, %eax
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax"
	nop
	.section	.altinstructions, "a"
	.long	.La - ., .altinstr_replacement - .
	.short	1, 0
	.byte	100, 1
