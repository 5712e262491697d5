# SPDX-License-Identifier: GPL-2.0-only
# Framed function: %rbp is changed by an immediate before the call.
# stackcheck: --mode=frame
# expect: f [frame-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	mov	$1, %ebp
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
