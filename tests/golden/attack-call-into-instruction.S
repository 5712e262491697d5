# SPDX-License-Identifier: GPL-2.0-only
# A call to where no instruction begins.
# stackcheck: --mode=table
# expect: f+0x0 [jump-bad-target]
	.globl	f
	.type	f,@function
f:
	call g+1
	ret
	.size	f,.-f
	.type	g,@function
g:
	mov $0xc35050,%eax
	ret
	.size	g,.-g
