# SPDX-License-Identifier: GPL-2.0-only
# The same, position-independent.
# stackcheck: --mode=table
# expect: callback [callee-saved]
	.text
	.type	callback, @function
callback:
	mov	%rdi, %rbx
	ret
	.size	callback, .-callback
	.globl	f
	.type	f, @function
f:
	lea	callback(%rip), %rdi
	jmp	hand_out
	.size	f, .-f
