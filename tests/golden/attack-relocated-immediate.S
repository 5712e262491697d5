# SPDX-License-Identifier: GPL-2.0-only
# The field of a relocated operand is zero until it is linked.
# stackcheck: --mode=table
# expect: f+0x0 [sp-unknown]
# expect: f+0x7 [return-modified]
	.globl	f
	.type	f,@function
f:
	sub $bar,%rsp
	ret
	.size	f,.-f
