# SPDX-License-Identifier: GPL-2.0-only
# A register is restored with something else than what was saved.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rdi
	push	%rbx
	xor	%ebx, %ebx
	call	helper
	movzwl	(%rsp), %ebx
	add	$16, %rsp
	ret
	.size	f, .-f
