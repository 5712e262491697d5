# SPDX-License-Identifier: GPL-2.0-only
# A jump to its own beginning, after the stack is undone.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	test	%eax, %eax
	jne	f
	ret
	.size	f, .-f
