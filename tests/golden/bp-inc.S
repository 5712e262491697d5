# SPDX-License-Identifier: GPL-2.0-only
# Framed function: %rbp is changed by inc before the call.
# stackcheck: --mode=frame
# expect: f [frame-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	inc	%rbp
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
