# SPDX-License-Identifier: GPL-2.0-only
# Saved before the branch, changed on one path, restored after they meet.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	test	%rdi, %rdi
	je	1f
	mov	%rdi, %rbx
	call	helper
1:
	pop	%rbx
	ret
	.size	f, .-f
