# SPDX-License-Identifier: GPL-2.0-only
# The cold part of an inlined function, numbered.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	f.cold.1
	ret
	.size	f, .-f
	.section	.text.unlikely, "ax", @progbits
	.type	f.cold.1, @function
f.cold.1:
	mov	$1, %eax
	ret
	.size	f.cold.1, .-f.cold.1
