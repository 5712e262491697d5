# SPDX-License-Identifier: GPL-2.0-only
# An indirect call may land here.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	endbr64
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
