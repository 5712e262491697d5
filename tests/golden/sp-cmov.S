# SPDX-License-Identifier: GPL-2.0-only
# %rsp is changed by a conditional move.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	cmove	%rdi, %rsp
	call	helper
	ret
	.size	f, .-f
