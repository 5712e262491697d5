# SPDX-License-Identifier: GPL-2.0-only
# An indirect jump with the stack as at entry.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	mov	(%rdi), %rax
	jmp	*%rax
	.size	f, .-f
