# SPDX-License-Identifier: GPL-2.0-only
# %rsp is changed by a 32-bit sub.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$16, %esp
	call	helper
	ret
	.size	f, .-f
