# SPDX-License-Identifier: GPL-2.0-only
# A cold part that jumps back with another stack.
# stackcheck: --mode=table
# expect: f.cold [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	test	%rdi, %rdi
	je	f.cold
.Lback:
	pop	%rbx
	ret
	.size	f, .-f
	.section	.text.unlikely, "ax", @progbits
	.type	f.cold, @function
f.cold:
	push	%rax
	jmp	.Lback
	.size	f.cold, .-f.cold
