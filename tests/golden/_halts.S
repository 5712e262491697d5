# SPDX-License-Identifier: GPL-2.0-only
# A function that does not return, whatever its name says.
	.text
	.globl	my_stop
	.type	my_stop, @function
my_stop:
1:
	hlt
	jmp	1b
	.size	my_stop, .-my_stop
