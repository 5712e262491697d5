# SPDX-License-Identifier: GPL-2.0-only
# A function that never returns.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
1:
	pause
	jmp	1b
	.size	f, .-f
