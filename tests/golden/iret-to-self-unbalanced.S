# SPDX-License-Identifier: GPL-2.0-only
# An interrupt return to the next instruction that leaves eight bytes.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%ss, %eax
	push	%rax
	push	%rsp
	pushf
	mov	%cs, %eax
	push	%rax
	push	$1f
	iretq
1:
	ret
	.size	f, .-f
