# SPDX-License-Identifier: GPL-2.0-only
# Behind a WARN something is left on the stack.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rax
.Ltrap:
	ud2
	ret
	.size	f, .-f

	.section	__bug_table, "aw"
	.long	.Ltrap - .
	.long	0
	.short	7, 1
