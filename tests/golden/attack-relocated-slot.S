# SPDX-License-Identifier: GPL-2.0-only
# A register that is saved nobody knows where is not saved.
# stackcheck: --mode=table
# expect: f+0x12 [callee-saved]
	.globl	f
	.type	f,@function
f:
	push %rbx
	mov	%rbx,bar(%rsp)
	mov	bar(%rsp),%rbx
	pop	%rax
	ret
	.size	f,.-f
