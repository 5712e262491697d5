# SPDX-License-Identifier: GPL-2.0-only
# Entries for impossible values point to the end of the function.
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
	add	$24, %rsp
	ret
2:
	mov	$1, %eax
3:
	add	$24, %rsp
	ret
.Lend:
	.size	f, .-f
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.quad	1b
	.quad	.Lend
	.quad	2b
