# SPDX-License-Identifier: GPL-2.0-only
# More saved values than one would keep count of.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	.rept	40
	push	%rbx
	.endr
	xor	%ebx, %ebx
	call	helper
	.rept	40
	pop	%rbx
	.endr
	ret
	.size	f, .-f
