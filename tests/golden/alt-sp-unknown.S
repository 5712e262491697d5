# SPDX-License-Identifier: GPL-2.0-only
# A replacement writes the stack pointer.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	.nops	3
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	mov	%rdi, %rsp
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
