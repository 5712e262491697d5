# SPDX-License-Identifier: GPL-2.0-only
# The call of the tracer at the very beginning needs no frame.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	call	__fentry__
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
