# SPDX-License-Identifier: GPL-2.0-only
# The new task's stack is taken from another field than the old one's is put in.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [sibling-modified]
# expect: f [callee-saved]
# expect: f [callee-saved]
# expect: f [callee-saved]
# expect: f [callee-saved]
# expect: f [callee-saved]
# expect: f [callee-saved]
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
	mov	0x1a20(%rsi), %rsp
	pop	%r15
	pop	%r14
	pop	%r13
	pop	%r12
	pop	%rbx
	pop	%rbp
	jmp	finish
	.size	f, .-f
