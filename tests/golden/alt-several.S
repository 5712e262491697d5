# SPDX-License-Identifier: GPL-2.0-only
# Two replacements for one place.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	.nops	5
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	mov	$1, %eax
.Le0:
.Lr1:
	call	other
.Le1:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
	.long	.La - .
	.long	.Lr1 - .
	.short	5, 0
	.byte	.Lz - .La, .Le1 - .Lr1
