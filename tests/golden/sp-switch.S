# SPDX-License-Identifier: GPL-2.0-only
# A call on another stack, whose top keeps the old stack pointer.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rsp, (%rdi)
	mov	%rdi, %rsp
	call	*%rsi
	pop	%rsp
	ret
	.size	f, .-f
