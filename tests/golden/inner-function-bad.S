# SPDX-License-Identifier: GPL-2.0-only
# A function symbol where the function has something on the stack.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rax
	.globl	f_inner
	.type	f_inner, @function
f_inner:
	pop	%rax
	ret
	.size	f_inner, .-f_inner
	.size	f, .-f
