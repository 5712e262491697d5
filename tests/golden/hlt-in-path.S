# SPDX-License-Identifier: GPL-2.0-only
# hlt goes on with the next interrupt.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rax
	sti
	hlt
	ret
	.size	f, .-f
