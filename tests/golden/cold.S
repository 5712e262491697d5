# SPDX-License-Identifier: GPL-2.0-only
# A cold part that jumps back, and one that returns.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
	test	%rdi, %rdi
	je	f.cold
.Lback:
	call	helper
	pop	%rbx
	ret
	.size	f, .-f
	.section	.text.unlikely, "ax", @progbits
	.type	f.cold, @function
f.cold:
	call	helper
	test	%rax, %rax
	jne	.Lback
	pop	%rbx
	ret
	.size	f.cold, .-f.cold
