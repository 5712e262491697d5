# SPDX-License-Identifier: GPL-2.0-only
# Nothing follows one call, and behind the other lies code that is reached in
# another way, with another stack: the callee does not return. Padding behind a
# call shows nothing.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	last
	.type	last, @function
last:
	sub	$8, %rsp
	call	give_up
	.size	last, .-last
	.globl	middle
	.type	middle, @function
middle:
	test	%rdi, %rdi
	je	1f
	push	%rax
	call	give_up
1:
	ret
	.size	middle, .-middle
	.globl	padded
	.type	padded, @function
padded:
	test	%rdi, %rdi
	je	1f
	push	%rax
	call	give_up
	nopw	0(%rax,%rax,1)
	.p2align 4
1:
	ret
	.size	padded, .-padded
	.globl	trapped
	.type	trapped, @function
trapped:
	sub	$8, %rsp
	call	give_up
	ud2
	.size	trapped, .-trapped
