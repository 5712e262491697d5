# SPDX-License-Identifier: GPL-2.0-only
# The operand of a pop is reckoned with the stack pointer after it.
# stackcheck: --mode=table
# expect: f0 [slot-overwritten]
# expect: f1 [slot-overwritten]
	.text
	.globl	f0
	.type	f0, @function
f0:
	push	%rdi
	popq	(%rsp)
	ud2
	.size	f0, .-f0
	.globl	f1
	.type	f1, @function
f1:
	push	%rdi
	popw	6(%rsp)
	ud2
	.size	f1, .-f1
