# SPDX-License-Identifier: GPL-2.0-only
# A static call and a static tail call.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp

.La:
	call	__SCT__one
	pop	%rbp
.Lb:
	jmp	__SCT__one
	.size	f, .-f

	.section	.static_call_sites, "aw"
	.long	.La - ., __SCK__one - .
	.long	.Lb - ., __SCK__one + 1 - .
