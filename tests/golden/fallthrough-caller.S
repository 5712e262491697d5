# SPDX-License-Identifier: GPL-2.0-only
# A function that runs past its end is no reason to look away from its callers.
# stackcheck: --mode=table
# expect: runs_on [fallthrough]
# expect: leaks [return-modified]
	.text
	.type	runs_on, @function
runs_on:
	xor	%eax, %eax
	.size	runs_on, .-runs_on
	.globl	leaks
	.type	leaks, @function
leaks:
	push	%rax
	call	runs_on
	ret
	.size	leaks, .-leaks
