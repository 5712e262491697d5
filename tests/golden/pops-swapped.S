# SPDX-License-Identifier: GPL-2.0-only
# Registers are popped in the order they were pushed.
# stackcheck: --mode=table
# expect: f [callee-saved]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	push	%r12
	mov	%rdi, %rbx
	mov	%rsi, %r12
	call	helper
	pop	%rbx
	pop	%r12
	ret
	.size	f, .-f
