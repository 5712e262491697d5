# SPDX-License-Identifier: GPL-2.0-only
# A load that may fault, and where it goes on then.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.Lload:
	mov	(%rdi), %rax
	ret
.Lfix:
	mov	$-14, %eax
	ret
	.size	f, .-f

	.section	__ex_table, "a"
	.balign	4
	.long	.Lload - ., .Lfix - .
	.long	1
