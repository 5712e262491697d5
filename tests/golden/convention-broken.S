# SPDX-License-Identifier: GPL-2.0-only
# A local helper that hands a register over, and its caller forgets to keep it for its own.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.type	step, @function
step:
	add	%rsi, %rbx
	ret
	.size	step, .-step
	.globl	f
	.type	f, @function
f:
	mov	%rdi, %rbx
	sub	$8, %rsp
	call	step
	mov	%rbx, %rax
	add	$8, %rsp
	ret
	.size	f, .-f
