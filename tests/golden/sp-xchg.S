# SPDX-License-Identifier: GPL-2.0-only
# %rsp is changed by an exchange.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	xchg	%rsp, %rdi
	call	helper
	ret
	.size	f, .-f
