# SPDX-License-Identifier: GPL-2.0-only
# Two bytes are left on the stack.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	pushw	$1
	ret
	.size	f, .-f
