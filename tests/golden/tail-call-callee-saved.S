# SPDX-License-Identifier: GPL-2.0-only
# A jump to another function with a register of the caller changed.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rdi, %rbx
	jmp	other
	.size	f, .-f
