# SPDX-License-Identifier: GPL-2.0-only
# A register is loaded from below the stack pointer, where an interrupt has been.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
	call	helper
	add	$8, %rsp
	mov	-8(%rsp), %rbx
	ret
	.size	f, .-f
