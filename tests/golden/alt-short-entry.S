# SPDX-License-Identifier: GPL-2.0-only
# Entries of twelve bytes, as in 6.1.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	mov	$1, %eax
	mov	$2, %ecx
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	clac
.Le0:
.Lr1:
	stac
.Le1:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5
	.byte	.Lz - .La, .Le0 - .Lr0
	.long	.La - .
	.long	.Lr1 - .
	.short	5
	.byte	.Lz - .La, .Le1 - .Lr1
