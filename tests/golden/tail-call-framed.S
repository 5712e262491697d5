# SPDX-License-Identifier: GPL-2.0-only
# A jump to another function from within the frame.
# stackcheck: --mode=frame
# expect: f [sibling-modified]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	jmp	other
	.size	f, .-f
