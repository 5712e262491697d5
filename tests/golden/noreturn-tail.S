# SPDX-License-Identifier: GPL-2.0-only
# A callee that ends by jumping to one that does not return.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	caller
	.type	caller, @function
caller:
	sub	$8, %rsp
	call	give_up
	.size	caller, .-caller
	.type	give_up, @function
give_up:
	jmp	halt
	.size	give_up, .-give_up
	.type	halt, @function
halt:
	ud2
	.size	halt, .-halt
