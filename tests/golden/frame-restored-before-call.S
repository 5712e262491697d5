# SPDX-License-Identifier: GPL-2.0-only
# The frame pointer is changed and put right again before the call.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rdi, %rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
