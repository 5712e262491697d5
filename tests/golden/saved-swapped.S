# SPDX-License-Identifier: GPL-2.0-only
# Something else than the register is saved in its slot.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	bswap	%rbx
	mov	%rbx, (%rsp)
	xor	%ebx, %ebx
	call	helper
	mov	(%rsp), %rbx
	add	$8, %rsp
	ret
	.size	f, .-f
