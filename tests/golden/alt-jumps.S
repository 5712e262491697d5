# SPDX-License-Identifier: GPL-2.0-only
# A replacement that jumps to a place in the function.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
.La:
	.nops	5
.Lz:
	add	$8, %rsp
	ret
.Lt:
	call	helper
	add	$8, %rsp
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	jmp	.Lt
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
