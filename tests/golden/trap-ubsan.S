# SPDX-License-Identifier: GPL-2.0-only
# A trap of the sanitizer for undefined behaviour.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	cmp	$3, %rdi
	ja	1f
	pop	%rbx
	ret
1:
	ud1	2(%eax), %eax
	.size	f, .-f
