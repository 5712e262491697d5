# SPDX-License-Identifier: GPL-2.0-only
# A transaction that aborts goes on elsewhere.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	xbegin	1f
	mov	(%rdi), %rax
	xend
	ret
1:
	mov	$-1, %eax
	ret
	.size	f, .-f
