# SPDX-License-Identifier: GPL-2.0-only
# Original and replacement push at different addresses.
# stackcheck: --mode=table
# expect: f [alternative-conflict]
# expect: f [alternative-conflict]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	push	%rdi
	pop	%rdi
	nop
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	nop
	push	%rdi
	pop	%rdi
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
