# SPDX-License-Identifier: GPL-2.0-only
# A fixup that only skips the instruction.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.Lload:
	mov	(%rdi), %rax
.Lfix:
	ret
	.size	f, .-f

	.section	__ex_table, "a"
	.balign	4
	.long	.Lload - ., .Lfix - .
	.long	1
