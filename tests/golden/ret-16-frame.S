# SPDX-License-Identifier: GPL-2.0-only
# A return that pops sixteen bytes of the caller, in a framed function.
# stackcheck: --mode=frame
# expect: f [ret-pop]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	call	helper
	pop	%rbp
	ret	$16
	.size	f, .-f
