# SPDX-License-Identifier: GPL-2.0-only
# A transaction that aborts goes on where the stack is expected otherwise.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	xbegin	1f
	xend
	pop	%rbx
	ret
1:
	ret
	.size	f, .-f
