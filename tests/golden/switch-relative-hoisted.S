# SPDX-License-Identifier: GPL-2.0-only
# The table's address is taken long before, and kept in a callee-saved register.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	lea	.Ltable(%rip), %rbx
1:
	call	helper
	cmp	$2, %eax
	ja	3f
	movslq	(%rbx,%rax,4), %rax
	add	%rbx, %rax
	jmp	*%rax
2:
	mov	$1, %eax
3:
	pop	%rbx
	ret
	.size	f, .-f
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.long	1b - .Ltable
	.long	2b - .Ltable
	.long	3b - .Ltable
