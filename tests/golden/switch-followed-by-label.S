# SPDX-License-Identifier: GPL-2.0-only
# Behind the table lies the address of code with another stack.
# stackcheck: --mode=table
# expect: clean
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
	mov	$1, %eax
3:
	add	$24, %rsp
4:
	ret
	.size	f, .-f
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.quad	1b
	.quad	2b
	.quad	3b
	.globl	where
where:
	.quad	4b
