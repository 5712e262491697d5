# SPDX-License-Identifier: GPL-2.0-only
# The same, stored to memory.
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
	movq	$callback, 8(%rdi)
	ret
	.size	f, .-f
