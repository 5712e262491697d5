# SPDX-License-Identifier: GPL-2.0-only
# clang keeps the stack pointer in a register and takes it back.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	push	%rbx
	push	%rax
	mov	%rsp, %rbx
	call	helper
	mov	%rbx, %rsp
	add	$8, %rsp
	pop	%rbx
	pop	%rbp
	ret
	.size	f, .-f
