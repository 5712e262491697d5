# SPDX-License-Identifier: GPL-2.0-only
# cmpxchg16b only reads a register of the caller.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	cmpxchg16b	(%rdi)
	ret
	.size	f, .-f
