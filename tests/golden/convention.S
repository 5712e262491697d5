# SPDX-License-Identifier: GPL-2.0-only
# Local helpers that hand registers over among themselves, called by a function that keeps them for its caller.
# stackcheck: --mode=table
# expect: clean
	.text
	.type	step, @function
step:
	add	%r12, %rbx
	ret
	.size	step, .-step
	.globl	f
	.type	f, @function
f:
	push	%rbx
	push	%r12
	sub	$8, %rsp
	mov	%rdi, %rbx
	mov	%rsi, %r12
	call	step
	mov	%rbx, %rax
	add	$8, %rsp
	pop	%r12
	pop	%rbx
	ret
	.size	f, .-f
