# SPDX-License-Identifier: GPL-2.0-only
# A pushed address is returned to.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rdi
	ret
	.size	f, .-f
