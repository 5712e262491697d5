# SPDX-License-Identifier: GPL-2.0-only
# A fixup in another section.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.Lload:
	mov	(%rdi), %rax
.Lback:
	ret
	.size	f, .-f

	.section	.text.fixup, "ax"
.Lfix:
	mov	$-14, %eax
	jmp	.Lback
	.section	__ex_table, "a"
	.long	.Lload - ., .Lfix - .
	.long	1
