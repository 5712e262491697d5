# SPDX-License-Identifier: GPL-2.0-only
# A global callee that ends in a trap.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	caller
	.type	caller, @function
caller:
	push	%rbx
	mov	%rdi, %rbx
	call	give_up
	.size	caller, .-caller
	.globl	give_up
	.type	give_up, @function
give_up:
	ud2
	.size	give_up, .-give_up
