# SPDX-License-Identifier: GPL-2.0-only
# The stack pointer is kept in a register that the call changes.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rsp, %rax
	push	%rdi
	call	helper
	mov	%rax, %rsp
	ret
	.size	f, .-f
