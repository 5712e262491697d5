# SPDX-License-Identifier: GPL-2.0-only
# %rsp is changed by a load.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	mov	(%rdi), %rsp
	call	helper
	ret
	.size	f, .-f
