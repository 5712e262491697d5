# SPDX-License-Identifier: GPL-2.0-only
# The stack pointer is pushed and popped back.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rsp
	pop	%rsp
	ret
	.size	f, .-f
