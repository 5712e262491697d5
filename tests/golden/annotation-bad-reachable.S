# SPDX-License-Identifier: GPL-2.0-only
# What is reached behind no instruction.
# stackcheck: --mode=table
# expect: .discard.reachable+0x0 [annotation-bad]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	mov	$0x12345678, %eax
.Lz:
	ret
	.size	f, .-f
	.section	.discard.reachable
	.long	f + 1
