# SPDX-License-Identifier: GPL-2.0-only
# The stack is aligned and no copy of the old pointer outlives the call.
# stackcheck: --mode=table
# expect: f [cfa-undefined]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rsp, %rax
	and	$-64, %rsp
	sub	$64, %rsp
	call	helper
	ud2
	.size	f, .-f
