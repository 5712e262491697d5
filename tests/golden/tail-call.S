# SPDX-License-Identifier: GPL-2.0-only
# A jump to another function with the stack as at entry.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	jmp	other
	.size	f, .-f
