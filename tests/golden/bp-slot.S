# SPDX-License-Identifier: GPL-2.0-only
# Framed function: the slot of the saved %rbp is overwritten.
# stackcheck: --mode=frame
# expect: f [slot-overwritten]
# expect: f [frame-modified]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rdi, (%rbp)
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
