# SPDX-License-Identifier: GPL-2.0-only
# A hint that counts from a register that there is not.
# stackcheck: --mode=table
# expect: .discard.unwind_hints+0x0 [annotation-bad]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	mov	$0x12345678, %eax
.Lz:
	ret
	.size	f, .-f
	.section	.discard.unwind_hints
	.long	.La - .
	.short	8
	.byte	15, 2, 0
	.balign	4
