# SPDX-License-Identifier: GPL-2.0-only
# A return thunk that may become a plain return.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	jmp	__x86_return_thunk
.Lz:
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	ret
	int3
	int3
	int3
	int3
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
