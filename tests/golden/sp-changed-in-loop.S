# SPDX-License-Identifier: GPL-2.0-only
# The stack pointer is lost behind the call, in a loop.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
1:
	call	helper
	lea	(%rsp,%rax), %rsp
	jmp	1b
	.size	f, .-f
