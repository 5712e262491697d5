# SPDX-License-Identifier: GPL-2.0-only
# BUG: nothing runs behind the trap.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	test	%rdi, %rdi
	je	1f
	pop	%rbx
	ret
1:
.Ltrap:
	ud2
	.size	f, .-f

	.section	__bug_table, "aw"
	.long	.Ltrap - .
	.long	0
	.short	7, 0
