# SPDX-License-Identifier: GPL-2.0-only
# Bytes on a path that are no instruction.
# stackcheck: --mode=table
# expect: f [undecodable]
	.text
	.globl	f
	.type	f, @function
f:
	xor	%eax, %eax
	.byte	0x06
	.size	f, .-f
