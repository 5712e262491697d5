# SPDX-License-Identifier: GPL-2.0-only
# A jump into the middle of an instruction.
# stackcheck: --mode=table
# expect: f [jump-bad-target]
# expect: f [unreachable]
	.text
	.globl	f
	.type	f, @function
f:
	jmp	1f+1
1:
	mov	$0x90909090, %eax
	ret
	.size	f, .-f
