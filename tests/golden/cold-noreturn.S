# SPDX-License-Identifier: GPL-2.0-only
# A cold part that ends in a call that does not come back.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	test	%rdi, %rdi
	je	f.cold
	pop	%rbx
	ret
	.size	f, .-f
	.section	.text.unlikely, "ax", @progbits
	.type	f.cold, @function
f.cold:
	call	give_up
	.size	f.cold, .-f.cold
