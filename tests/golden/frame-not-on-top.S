# SPDX-License-Identifier: GPL-2.0-only
# %rbp points at a slot that is not below the return address.
# stackcheck: --mode=frame
# expect: f [frame-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	pop	%rbx
	ret
	.size	f, .-f
