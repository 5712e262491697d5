# SPDX-License-Identifier: GPL-2.0-only
# The same, by a distance in data.
# stackcheck: --mode=table
# expect: callback [callee-saved]
	.text
	.type	callback, @function
callback:
	mov	%rdi, %rbx
	ret
	.size	callback, .-callback
	.section	.rodata, "a"
	.long	callback - .
