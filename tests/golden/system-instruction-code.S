# SPDX-License-Identifier: GPL-2.0-only
# What is not typed as a function may enter and leave the kernel.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	entry
entry:
	swapgs
	test	%rdi, %rdi
	je	1f
	sysretq
1:
	iretq
	.size	entry, .-entry
