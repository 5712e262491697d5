# SPDX-License-Identifier: GPL-2.0-only
# Calls to right behind themselves, whose annotation was stripped.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	mov	$16, %ecx
1:
	call	2f
	int3
2:
	call	3f
	int3
3:
	add	$16, %rsp
	dec	%ecx
	jnz	1b
	ret
	.size	f, .-f
