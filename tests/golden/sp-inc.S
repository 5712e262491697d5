# SPDX-License-Identifier: GPL-2.0-only
# %rsp is changed by inc, and the return is off by one.
# stackcheck: --mode=table
# expect: f [return-modified]
# expect: f [slot-overwritten]
	.text
	.globl	f
	.type	f, @function
f:
	inc	%rsp
	ret
	.size	f, .-f
