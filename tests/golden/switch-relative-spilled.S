# SPDX-License-Identifier: GPL-2.0-only
# The table's address waits in a stack slot.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$24, %rsp
	lea	.Ltable(%rip), %rax
	mov	%rax, 8(%rsp)
1:
	call	helper
	cmp	$2, %eax
	ja	3f
	mov	8(%rsp), %rdx
	movslq	(%rdx,%rax,4), %rax
	add	%rdx, %rax
	jmp	*%rax
2:
	mov	$1, %eax
3:
	add	$24, %rsp
	ret
	.size	f, .-f
	.section	.rodata, "a", @progbits
	.balign	8
.Ltable:
	.long	1b - .Ltable
	.long	2b - .Ltable
	.long	3b - .Ltable
