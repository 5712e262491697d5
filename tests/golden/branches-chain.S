# SPDX-License-Identifier: GPL-2.0-only
# A long chain of jumps forth, and one back.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
9:
	.rept	20000
	jmp	1f
	int3
1:
	.endr
	dec	%edi
	jne	9b
	pop	%rbx
	ret
	.size	f, .-f
