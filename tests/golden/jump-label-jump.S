# SPDX-License-Identifier: GPL-2.0-only
# A jump that may become a no-op.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.Lsite:
	jmp	.Lthere
	mov	$2, %eax
	ret
.Lthere:
	mov	$1, %eax
	ret
	.size	f, .-f

	.section	__jump_table, "aw"
	.balign	8
	.long	.Lsite - ., .Lthere - .
	.quad	key - .
