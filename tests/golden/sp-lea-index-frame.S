# SPDX-License-Identifier: GPL-2.0-only
# Framed function: %rsp is changed by lea with an index.
# stackcheck: --mode=frame
# expect: f [sp-unknown]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	lea	(%rsp,%rdi,8), %rsp
	call	helper
	leave
	ret
	.size	f, .-f
