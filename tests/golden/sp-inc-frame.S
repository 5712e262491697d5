# SPDX-License-Identifier: GPL-2.0-only
# Framed function: %rsp is off by one at the call, so the call writes into the saved %rbp.
# stackcheck: --mode=frame
# expect: f [frame-modified]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	inc	%rsp
	call	helper
	leave
	ret
	.size	f, .-f
