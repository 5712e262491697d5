# SPDX-License-Identifier: GPL-2.0-only
# Code behind a jump that nothing leads to.
# stackcheck: --mode=table
# expect: f+0x2 [unreachable]
	.text
	.globl	f
	.type	f, @function
f:
	jmp	1f
	mov	$1, %eax
1:
	ret
	.size	f, .-f
