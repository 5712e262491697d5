# SPDX-License-Identifier: GPL-2.0-only
# The patched-in jump leads where the stack is expected otherwise.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
.Lsite:
	.nops	5
	pop	%rbx
	test	%rdi, %rdi
	je	.Lthere
	ret
.Lthere:
	hlt
	jmp	.Lthere
	.size	f, .-f

	.section	__jump_table, "aw"
	.balign	8
	.long	.Lsite - ., .Lthere - .
	.quad	key - .
