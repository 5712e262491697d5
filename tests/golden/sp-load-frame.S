# SPDX-License-Identifier: GPL-2.0-only
# Framed function: %rsp is changed by a load.
# stackcheck: --mode=frame
# expect: f [sp-unknown]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	mov	(%rdi), %rsp
	call	helper
	leave
	ret
	.size	f, .-f
