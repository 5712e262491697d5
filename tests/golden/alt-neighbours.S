# SPDX-License-Identifier: GPL-2.0-only
# Two places, one right behind the other.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	.nops	5
.Lb:
	.nops	5
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	mov	$1, %eax
.Le0:
.Lr1:
	mov	$2, %eax
.Le1:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lb - .La, .Le0 - .Lr0
	.long	.Lb - .
	.long	.Lr1 - .
	.short	5, 0
	.byte	.Lz - .Lb, .Le1 - .Lr1
