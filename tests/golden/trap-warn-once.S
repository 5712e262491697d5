# SPDX-License-Identifier: GPL-2.0-only
# WARN_ONCE, without file names in the table.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	ret
1:
.Ltrap:
	ud2
	mov	$1, %eax
	ret
	.size	f, .-f

	.section	__bug_table, "aw"
	.long	.Ltrap - .
	.short	7, 3
