# SPDX-License-Identifier: GPL-2.0-only
# A push in a loop that pops once.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
1:
	push	%rax
	dec	%edi
	jne	1b
	pop	%rax
	ret
	.size	f, .-f
