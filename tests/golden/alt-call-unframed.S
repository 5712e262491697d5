# SPDX-License-Identifier: GPL-2.0-only
# A replacement that calls, where there is no frame.
# stackcheck: --mode=frame
# expect: f [frame-missing]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	.nops	5
.Lz:
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	call	helper
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
