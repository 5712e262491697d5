# SPDX-License-Identifier: GPL-2.0-only
# A replacement that returns; the original goes on.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	.nops	5
.Lz:
	call_it	= helper
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	ret
	int3
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
