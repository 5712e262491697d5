# SPDX-License-Identifier: GPL-2.0-only
# All findings of a function are told, not the first.
# stackcheck: --mode=frame
# expect: f [frame-missing]
# expect: f [frame-missing]
# expect: f [return-modified]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	xor	%ebx, %ebx
	call	helper
	push	%rax
	call	helper
	ret
	.size	f, .-f
