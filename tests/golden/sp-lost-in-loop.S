# SPDX-License-Identifier: GPL-2.0-only
# The stack pointer is lost in a loop: the loop's head knows it no more, and yet it is told.
# stackcheck: --mode=frame
# expect: f+0x9 [sp-unknown]
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	mov	$5, %ecx
1:
	mov	(%rdi), %rsp
	dec	%ecx
	jne	1b
	leave
	ret
	.size	f, .-f
