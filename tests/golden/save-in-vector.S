# SPDX-License-Identifier: GPL-2.0-only
# A register is kept in a vector register: that is not followed.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	movq	%xmm5, %rbx
	ret
	.size	f, .-f
