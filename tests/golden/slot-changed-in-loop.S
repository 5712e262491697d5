# SPDX-License-Identifier: GPL-2.0-only
# The saved register's slot is overwritten behind the loop's first call.
# stackcheck: --mode=table
# expect: f [slot-overwritten]
# expect: f [stack-mismatch]
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
1:
	call	helper
	mov	%rax, (%rsp)
	dec	%ebx
	jne	1b
	pop	%rbx
	ret
	.size	f, .-f
