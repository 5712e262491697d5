# SPDX-License-Identifier: GPL-2.0-only
# A replacement longer than the text: no-ops make room.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	.nops	9
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	mov	$1, %eax
	.nops	4
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
