# SPDX-License-Identifier: GPL-2.0-only
# The stack is realigned twice, and the stack pointer rises above what was saved before both.
# stackcheck: --mode=table
# expect: f [slot-overwritten]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	push	%rbx
	xor	%ebx, %ebx
	and	$-32, %rsp
	and	$-64, %rsp
	add	$0x90, %rsp
	mov	-8(%rbp), %rbx
	leave
	ret
	.size	f, .-f
