# SPDX-License-Identifier: GPL-2.0-only
# From one task's stack to another's, which this very code has left so.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	push	%rbx
	push	%r12
	push	%r13
	push	%r14
	push	%r15
	mov	%rsp, 0x1a28(%rdi)
	mov	0x1a28(%rsi), %rsp
	pop	%r15
	pop	%r14
	pop	%r13
	pop	%r12
	pop	%rbx
	pop	%rbp
	jmp	finish
	.size	f, .-f
