# SPDX-License-Identifier: GPL-2.0-only
# A return by way of the thunk, with a register changed.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rdi, %rbx
	jmp	__x86_return_thunk
	.size	f, .-f
