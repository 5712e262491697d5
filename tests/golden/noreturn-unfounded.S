# SPDX-License-Identifier: GPL-2.0-only
# The call that nothing follows is never reached: it says nothing of its callee.
# stackcheck: --mode=table
# expect: joins [stack-mismatch]
	.text
	.globl	dead
	.type	dead, @function
dead:
	sub	$8, %rsp
	call	halt
	call	g
	.size	dead, .-dead
	.globl	joins
	.type	joins, @function
joins:
	test	%rdi, %rdi
	je	1f
	push	%rax
	call	g
1:
	ret
	.size	joins, .-joins
	.type	halt, @function
halt:
	hlt
	jmp	halt
	.size	halt, .-halt
