# SPDX-License-Identifier: GPL-2.0-only
# The frame pointer is changed behind the call, in a loop.
# stackcheck: --mode=frame
# expect: f [frame-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
1:
	call	helper
	add	$8, %rbp
	test	%eax, %eax
	jne	1b
	pop	%rbp
	ret
	.size	f, .-f
