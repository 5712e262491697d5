# SPDX-License-Identifier: GPL-2.0-only
# An entry leads to the cold part.
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
	.section	.text.unlikely, "ax", @progbits
	.type	f.cold, @function
f.cold:
	call	helper
	add	$24, %rsp
	ret
	.size	f.cold, .-f.cold
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.quad	1b, 2b, f.cold
