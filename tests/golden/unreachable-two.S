# SPDX-License-Identifier: GPL-2.0-only
# Each run of unreached code is told once.
# stackcheck: --mode=table
# expect: f [unreachable]
# expect: f [unreachable]
	.text
	.globl	f
	.type	f, @function
f:
	jmp	1f
	mov	$1, %eax
	mov	$2, %eax
1:
	jmp	2f
	mov	$3, %eax
2:
	ret
	.size	f, .-f
