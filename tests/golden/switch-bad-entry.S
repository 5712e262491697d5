# SPDX-License-Identifier: GPL-2.0-only
# One target of the table is reached with another stack.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	cmp	$2, %edi
	ja	4f
	mov	%edi, %edi
	sub	$24, %rsp
	jmp	*.Ltable(,%rdi,8)
1:
	call	helper
2:
	add	$24, %rsp
4:
	ret
3:
	mov	$1, %eax
	ret
	.size	f, .-f
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.quad	1b
	.quad	2b
	.quad	3b
