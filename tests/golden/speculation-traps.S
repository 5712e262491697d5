# SPDX-License-Identifier: GPL-2.0-only
# int3 behind returns and jumps.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	ret
	int3
1:
	jmp	*%rsi
	int3
	.size	f, .-f
