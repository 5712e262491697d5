# SPDX-License-Identifier: GPL-2.0-only
# A frame of a megabyte.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$0x100000, %rsp
	call	helper
	add	$0x100000, %rsp
	ret
	.size	f, .-f
