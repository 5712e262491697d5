# SPDX-License-Identifier: GPL-2.0-only
# Framed function: the return address is overwritten.
# stackcheck: --mode=frame
# expect: f [slot-overwritten]
# expect: f [frame-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rdi, 8(%rbp)
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
