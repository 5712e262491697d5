# SPDX-License-Identifier: GPL-2.0-only
# Framed function: %rsp is changed by a 32-bit sub.
# stackcheck: --mode=frame
# expect: f [sp-unknown]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	sub	$16, %esp
	call	helper
	leave
	ret
	.size	f, .-f
