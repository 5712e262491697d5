# SPDX-License-Identifier: GPL-2.0-only
# One of two paths reaches the call without a frame.
# stackcheck: --mode=frame
# expect: f [frame-missing]
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret
1:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	ret
	.size	f, .-f
