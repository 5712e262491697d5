# SPDX-License-Identifier: GPL-2.0-only
# The addresses that such calls push are not taken off.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	call	2f
	int3
2:
	ret
	.size	f, .-f
