# SPDX-License-Identifier: GPL-2.0-only
# loop and jrcxz are branches.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	mov	$3, %ecx
1:
	loop	1b
	jrcxz	2f
	ret
2:
	mov	$1, %eax
	ret
	.size	f, .-f
