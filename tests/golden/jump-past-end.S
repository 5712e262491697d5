# SPDX-License-Identifier: GPL-2.0-only
# A jump behind the last function of the section.
# stackcheck: --mode=table
# expect: f [jump-bad-target]
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	.+0x1000
	ret
	.size	f, .-f
