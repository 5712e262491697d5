# SPDX-License-Identifier: GPL-2.0-only
# The push of a register is missing whose slot is popped all the same.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	sub	$8, %rsp
	mov	%rdi, %rbx
	call	helper
	pop	%rbx
	pop	%rbp
	ret
	.size	f, .-f
