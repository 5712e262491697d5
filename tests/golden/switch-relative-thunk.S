# SPDX-License-Identifier: GPL-2.0-only
# A table of distances, and a thunk.
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
	movslq	(%rdx,%rdi,4), %rcx
	add	%rdx, %rcx
	jmp	__x86_indirect_thunk_rcx
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
	.long	1b - .Ltable
	.long	2b - .Ltable
	.long	3b - .Ltable
