# SPDX-License-Identifier: GPL-2.0-only
# leave with an operand size prefix pops two bytes.
# stackcheck: --mode=table
# expect: f+0x4 [sp-unknown]
	.globl	f
	.type	f,@function
f:
	push %rbp
	mov	%rsp,%rbp
	.byte	0x66
	leave
	ret
	.size	f,.-f
