# SPDX-License-Identifier: GPL-2.0-only
# Saved, changed and restored on one of two paths.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	test	%rdi, %rdi
	je	1f
	mov	%rbx, (%rsp)
	mov	%rdi, %rbx
	call	helper
	mov	(%rsp), %rbx
1:
	add	$8, %rsp
	ret
	.size	f, .-f
