# SPDX-License-Identifier: GPL-2.0-only
# A single byte of named data, which is no instruction either.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	ret
	.type	flag, @object
flag:
	.byte	0x06
	.size	flag, .-flag
	.size	f, .-f
