# SPDX-License-Identifier: GPL-2.0-only
# Behind a BUG lies another path with another stack.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	push	%rax
.Ltrap:
	ud2
1:
	ret
	.size	f, .-f

	.section	__bug_table, "aw"
	.long	.Ltrap - .
	.long	0
	.short	7, 0
