# SPDX-License-Identifier: GPL-2.0-only
# A cold part that forgets a register.
# stackcheck: --mode=table
# expect: f.cold [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
	test	%rdi, %rdi
	je	f.cold
	pop	%rbx
	ret
	.size	f, .-f
	.section	.text.unlikely, "ax", @progbits
	.type	f.cold, @function
f.cold:
	add	$8, %rsp
	ret
	.size	f.cold, .-f.cold
