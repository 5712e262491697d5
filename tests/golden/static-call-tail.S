# SPDX-License-Identifier: GPL-2.0-only
# A static tail call with something on the stack.
# stackcheck: --mode=table
# expect: f [sibling-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rax
	jmp	__SCT__one
	.size	f, .-f
