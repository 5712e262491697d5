# SPDX-License-Identifier: GPL-2.0-only
# Between calls, a saved %rbp may hold anything.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rdi, %rbp
	add	%rbp, %rsi
	pop	%rbp
	ret
	.size	f, .-f
