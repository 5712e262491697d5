# SPDX-License-Identifier: GPL-2.0-only
# Two jumps through one table.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$24, %rsp
	cmp	$2, %edi
	ja	3f
	mov	%edi, %edi
	jmp	*.Ltable(,%rdi,8)
1:
	call	helper
	cmp	$2, %eax
	ja	3f
	jmp	*.Ltable(,%rax,8)
2:
	mov	$1, %eax
3:
	add	$24, %rsp
	ret
	.size	f, .-f
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.quad	1b
	.quad	2b
	.quad	3b
