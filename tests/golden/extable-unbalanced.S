# SPDX-License-Identifier: GPL-2.0-only
# A fixup that expects another stack.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
.Lload:
	mov	(%rdi), %rax
	pop	%rbx
	ret
.Lfix:
	mov	$-14, %eax
	ret
	.size	f, .-f

	.section	__ex_table, "a"
	.balign	4
	.long	.Lload - ., .Lfix - .
	.long	1
