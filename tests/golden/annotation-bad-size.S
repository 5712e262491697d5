# SPDX-License-Identifier: GPL-2.0-only
# A hint that is cut short.
# stackcheck: --mode=table
# expect: .discard.unwind_hints+0x6 [annotation-bad]
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
