# SPDX-License-Identifier: GPL-2.0-only
# Code under labels runs on from one to the next.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	entry_a, entry_b
entry_a:
	push	%rax
entry_b:
	swapgs
	iretq
	.size	entry_b, .-entry_b
