# SPDX-License-Identifier: GPL-2.0-only
# A call on another stack, in a framed function.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rsp, (%r11)
	mov	%r11, %rsp
	call	helper
	pop	%rsp
	pop	%rbp
	ret
	.size	f, .-f
