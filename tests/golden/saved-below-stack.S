# SPDX-License-Identifier: GPL-2.0-only
# A register is saved below the stack pointer, where an interrupt writes.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rbx, -8(%rsp)
	mov	%rdi, %rbx
	mov	-8(%rsp), %rbx
	ret
	.size	f, .-f
