# SPDX-License-Identifier: GPL-2.0-only
# A return by way of the thunk, with something on the stack.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	jmp	__x86_return_thunk
	.size	f, .-f
