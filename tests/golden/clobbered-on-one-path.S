# SPDX-License-Identifier: GPL-2.0-only
# A register is changed on one of two paths that meet.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	mov	%rdi, %rbx
1:
	nop
	ret
	.size	f, .-f
