# SPDX-License-Identifier: GPL-2.0-only
# One of two returns forgets a register.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
	call	helper
	test	%rbx, %rbx
	je	1f
	pop	%rbx
	ret
1:
	add	$8, %rsp
	ret
	.size	f, .-f
