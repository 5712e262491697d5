# SPDX-License-Identifier: GPL-2.0-only
# The frame pointer is changed on one of two paths to the call.
# stackcheck: --mode=frame
# expect: f [frame-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	test	%rdi, %rdi
	je	1f
	mov	%rdi, %rbp
1:
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
