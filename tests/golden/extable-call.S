# SPDX-License-Identifier: GPL-2.0-only
# A fault at an indirect call finds the stack as before it.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
.Lload:
	call	*(%rdi)
.Lfix:
	add	$8, %rsp
	ret
	.size	f, .-f

	.section	__ex_table, "a"
	.balign	4
	.long	.Lload - ., .Lfix - .
	.long	1
