# SPDX-License-Identifier: GPL-2.0-only
# Framed function: %rsp is changed by a conditional move.
# stackcheck: --mode=frame
# expect: f [sp-unknown]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	cmove	%rdi, %rsp
	call	helper
	leave
	ret
	.size	f, .-f
