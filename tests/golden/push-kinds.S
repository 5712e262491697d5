# SPDX-License-Identifier: GPL-2.0-only
# Each form of a push and a pop.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	$1
	push	$0x1000
	push	%fs
	pushf
	push	(%rdi)
	push	%r9
	pop	%r9
	pop	(%rdi)
	popf
	pop	%fs
	pop	%rax
	pop	%rcx
	ret
	.size	f, .-f
