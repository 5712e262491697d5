# SPDX-License-Identifier: GPL-2.0-only
# A jump to its own beginning, with something on the stack.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	helper
	test	%eax, %eax
	jne	f
	add	$8, %rsp
	ret
	.size	f, .-f
