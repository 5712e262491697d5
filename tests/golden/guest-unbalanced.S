# SPDX-License-Identifier: GPL-2.0-only
# Behind the entry of a guest something is left on the stack.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	vmrun
	ret
	.size	f, .-f
