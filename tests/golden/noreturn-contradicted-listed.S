# SPDX-License-Identifier: GPL-2.0-only
# The list says that panic() does not return; this object has another of that
# name, behind whose call code goes on.
# stackcheck: --mode=table
# expect: leaks [return-modified]
	.text
	.globl	leaks
	.type	leaks, @function
leaks:
	push	%rax
	call	panic
	mov	%rdi, %rax
	ret
	.size	leaks, .-leaks
