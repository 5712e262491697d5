# SPDX-License-Identifier: GPL-2.0-only
# A switch in a framed function.
# stackcheck: --mode=frame
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp

	cmp	$2, %edi
	ja	3f
	mov	%edi, %edi
	jmp	*.Ltable(,%rdi,8)
1:
	call	helper
2:
	mov	$1, %eax
3:
	pop	%rbp
	ret
	.size	f, .-f
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.quad	1b
	.quad	2b
	.quad	3b
