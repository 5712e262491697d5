# SPDX-License-Identifier: GPL-2.0-only
# A pop that may fault has not popped.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rdi
.Lload:
	popq	(%rdi)
	ret
.Lfix:
	add	$8, %rsp
	ret
	.size	f, .-f

	.section	__ex_table, "a"
	.balign	4
	.long	.Lload - ., .Lfix - .
	.long	1
