# SPDX-License-Identifier: GPL-2.0-only
# Distances of impossible values lead to the end of the function.
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
	lea	.Ltable(%rip), %rdx
	movslq	(%rdx,%rdi,4), %rax
	add	%rdx, %rax
	jmp	*%rax
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
	.long	.Lend - .Ltable
	.long	2b - .Ltable
	.long	1b - .Ltable
