# SPDX-License-Identifier: GPL-2.0-only
# A frame pointer that is reckoned, not copied, from %rsp.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	sub	$32, %rsp
	lea	32(%rsp), %rbp
	call	helper
	add	$32, %rsp
	pop	%rbp
	ret
	.size	f, .-f
