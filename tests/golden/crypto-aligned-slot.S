# SPDX-License-Identifier: GPL-2.0-only
# The slot that keeps the old stack pointer is overwritten.
# stackcheck: --mode=table
# expect: f [cfa-undefined]
# expect: f [sp-unknown]
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rsp, %rax
	sub	$64, %rsp
	and	$-32, %rsp
	mov	%rax, 32(%rsp)
	vmovdqa	%ymm0, 32(%rsp)
	xor	%eax, %eax
	mov	32(%rsp), %rsp
	ret
	.size	f, .-f
