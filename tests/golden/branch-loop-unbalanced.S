# SPDX-License-Identifier: GPL-2.0-only
# jrcxz leads to a return with something on the stack.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rax
	jrcxz	2f
	pop	%rax
2:
	hlt
	jmp	2b
	.size	f, .-f
