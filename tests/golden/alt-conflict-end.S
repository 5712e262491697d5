# SPDX-License-Identifier: GPL-2.0-only
# A replacement that leaves something on the stack.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	nop
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	push	%rdi
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
