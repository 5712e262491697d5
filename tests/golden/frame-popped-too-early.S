# SPDX-License-Identifier: GPL-2.0-only
# The frame is undone before the last call.
# stackcheck: --mode=frame
# expect: f [frame-missing]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	call	helper
	ret
	.size	f, .-f
