# SPDX-License-Identifier: GPL-2.0-only
# The same for an address.
# stackcheck: --mode=table
# expect: f+0x0 [sp-unknown]
# expect: f+0x8 [return-modified]
	.globl	f
	.type	f,@function
f:
	lea bar(%rsp),%rsp
	ret
	.size	f,.-f
