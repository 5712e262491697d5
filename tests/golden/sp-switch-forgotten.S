# SPDX-License-Identifier: GPL-2.0-only
# A switch to another stack that keeps the old pointer nowhere.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rdi, %rsp
	call	*%rsi
	ret
	.size	f, .-f
