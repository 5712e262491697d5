# SPDX-License-Identifier: GPL-2.0-only
# The same, from data.
# stackcheck: --mode=table
# expect: callback [callee-saved]
	.text
	.type	callback, @function
callback:
	mov	%rdi, %rbx
	ret
	.size	callback, .-callback
	.data
	.quad	callback
