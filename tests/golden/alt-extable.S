# SPDX-License-Identifier: GPL-2.0-only
# A fault in a replacement has a fixup.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	.nops	3
.Lz:
	ret
.Lfix:
	mov	$-14, %eax
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
.Lload:
	mov	(%rdi), %rax
.Le0:
	.section	__ex_table, "a"
	.long	.Lload - .
	.long	.Lfix - .
	.long	1
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
