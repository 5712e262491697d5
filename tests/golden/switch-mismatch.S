# SPDX-License-Identifier: GPL-2.0-only
# The table leads into code that another path reaches with another stack.
# stackcheck: --mode=table
# expect: f [stack-mismatch]
	.text
	.globl	f
	.type	f, @function
f:
	cmp	$2, %edi
	ja	3f
	mov	%edi, %edi
	sub	$24, %rsp
	jmp	*.Ltable(,%rdi,8)
1:
	call	helper
2:
	add	$24, %rsp
	ret
3:
	hlt
	jmp	3b
	.size	f, .-f
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.quad	1b
	.quad	2b
	.quad	3b
