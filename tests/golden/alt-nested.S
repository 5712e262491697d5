# SPDX-License-Identifier: GPL-2.0-only
# A place to be replaced within a larger one.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	.nops	3
.Li:
	.nops	5
.Lj:
	.nops	2
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	call	helper
.Le0:
.Lr1:
	mov	$1, %eax
	mov	$2, %ecx
.Le1:
	.section	.altinstructions, "a", @progbits
	.long	.Li - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lj - .Li, .Le0 - .Lr0
	.long	.La - .
	.long	.Lr1 - .
	.short	5, 0
	.byte	.Lz - .La, .Le1 - .Lr1
