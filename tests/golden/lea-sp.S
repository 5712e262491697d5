# SPDX-License-Identifier: GPL-2.0-only
# Space is allocated and released by lea.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	lea	-40(%rsp), %rsp
	call	helper
	lea	40(%rsp), %rsp
	ret
	.size	f, .-f
