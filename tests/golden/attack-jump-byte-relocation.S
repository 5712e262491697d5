# SPDX-License-Identifier: GPL-2.0-only
# A short jump to another object's function.
# stackcheck: --mode=table
# expect: f+0x1 [sibling-modified]
	.globl	f
	.type	f,@function
f:
	push %rax
	jrcxz	ext
	pop	%rax
	ret
	.size	f,.-f
