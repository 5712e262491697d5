# SPDX-License-Identifier: GPL-2.0-only
# A frame kept in another register is none.
# stackcheck: --mode=frame
# expect: f [frame-missing]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbx
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
