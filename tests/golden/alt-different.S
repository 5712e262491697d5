# SPDX-License-Identifier: GPL-2.0-only
# A replacement that goes elsewhere.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	jmp	1f
.Lz:
	mov	$1, %eax
	ret
1:
	mov	$2, %eax
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	.nops	2
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
