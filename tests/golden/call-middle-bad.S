# SPDX-License-Identifier: GPL-2.0-only
# A call into the middle of the function, which returns with another stack.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	.Linner
	add	$8, %rsp
	ret
.Linner:
	push	%rax
	ret
	.size	f, .-f
