# SPDX-License-Identifier: GPL-2.0-only
# Leaf: %rbx is changed without being saved.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	xor	%ebx, %ebx
	ret
	.size	f, .-f
