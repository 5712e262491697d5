# SPDX-License-Identifier: GPL-2.0-only
# Registers are saved and restored by moves.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$40, %rsp
	mov	%rbx, 32(%rsp)
	mov	%r15, 24(%rsp)
	xor	%ebx, %ebx
	xor	%r15d, %r15d
	call	helper
	mov	24(%rsp), %r15
	mov	32(%rsp), %rbx
	add	$40, %rsp
	ret
	.size	f, .-f
