# SPDX-License-Identifier: GPL-2.0-only
# A breakpoint in the middle of a path is no end for what else leads there.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	int3
1:
	ret
	.size	f, .-f
