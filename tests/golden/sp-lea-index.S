# SPDX-License-Identifier: GPL-2.0-only
# %rsp is changed by lea with an index.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	lea	(%rsp,%rdi,8), %rsp
	call	helper
	ret
	.size	f, .-f
