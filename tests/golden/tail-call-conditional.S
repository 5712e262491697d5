# SPDX-License-Identifier: GPL-2.0-only
# A conditional jump to another function, with something on the stack.
# stackcheck: --mode=table
# expect: f [sibling-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rax
	test	%rdi, %rdi
	jne	other
	pop	%rax
	ret
	.size	f, .-f
