# SPDX-License-Identifier: GPL-2.0-only
# A call on another stack that is found again by a register no table row can name.
# stackcheck: --mode=table
# expect: f [sp-unknown]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rsp, %rbx
	mov	%rdi, %rsp
	call	*%rsi
	mov	%rbx, %rsp
	pop	%rbx
	ret
	.size	f, .-f
