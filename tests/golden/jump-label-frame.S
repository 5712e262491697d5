# SPDX-License-Identifier: GPL-2.0-only
# Behind the patched-in jump is a call, and no frame.
# stackcheck: --mode=frame
# expect: f [frame-missing]
	.text
	.globl	f
	.type	f, @function
f:
.Lsite:
	.nops	5
	ret
.Lthere:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	ret
	.size	f, .-f

	.section	__jump_table, "aw"
	.balign	8
	.long	.Lsite - ., .Lthere - .
	.quad	key - .
