# SPDX-License-Identifier: GPL-2.0-only
# An aligned stack; the old pointer is kept in it.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rsp, %rax
	sub	$264, %rsp
	and	$-32, %rsp
	mov	%rax, 256(%rsp)
	vmovdqa	%ymm0, (%rsp)
	vmovdqa	%ymm1, 224(%rsp)
	mov	256(%rsp), %rsp
	ret
	.size	f, .-f
