# SPDX-License-Identifier: GPL-2.0-only
# Most functions that call have a frame: the frame rule holds.
# expect: f [frame-missing]
	.text
	.globl	a
	.type	a, @function
a:
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret
	.size	a, .-a
	.globl	b
	.type	b, @function
b:
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret
	.size	b, .-b
	.globl	c
	.type	c, @function
c:
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret
	.size	c, .-c
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	ret
	.size	f, .-f
