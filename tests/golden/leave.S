# SPDX-License-Identifier: GPL-2.0-only
# A frame undone by leave, with what was allocated in it.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	push	%rbx
	sub	$40, %rsp
	call	helper
	mov	-8(%rbp), %rbx
	leave
	ret
	.size	f, .-f
