# SPDX-License-Identifier: GPL-2.0-only
# The frame is complete at the call and undone before the return.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	outer
	.type	outer, @function
outer:
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret
	.size	outer, .-outer
