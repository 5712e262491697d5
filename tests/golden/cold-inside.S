# SPDX-License-Identifier: GPL-2.0-only
# A cold part that is entered in its middle, with two stacks at two places.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	f.cold
	push	%rbx
	mov	%rdi, %rbx
	call	helper
	test	%rax, %rax
	je	.Lsecond
	pop	%rbx
	ret
	.size	f, .-f
	.section	.text.unlikely, "ax", @progbits
	.type	f.cold, @function
f.cold:
	mov	$1, %eax
	ret
.Lsecond:
	pop	%rbx
	ret
	.size	f.cold, .-f.cold
