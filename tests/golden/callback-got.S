# SPDX-License-Identifier: GPL-2.0-only
# The same, by way of a global name.
# stackcheck: --mode=table
# expect: shown [callee-saved]
	.text
	.globl	shown
	.set	shown, callback
	.type	callback, @function
callback:
	mov	%rdi, %rbx
	ret
	.size	callback, .-callback
