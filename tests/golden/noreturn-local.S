# SPDX-License-Identifier: GPL-2.0-only
# A callee in this object that does not return, by way of another.
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
	sub	$8, %rsp
	call	halt
	.size	give_up, .-give_up
	.type	halt, @function
halt:
1:
	hlt
	jmp	1b
	.size	halt, .-halt
