# SPDX-License-Identifier: GPL-2.0-only
# A table of distances in a linked image.
# stackcheck: --mode=table
# post: ld -e f --unresolved-symbols=ignore-all -Ttext=0xffffffff81000000 {} -o {}.x && mv {}.x {}
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
	add	$24, %rsp
	ret
2:
	mov	$1, %eax
3:
	add	$24, %rsp
	ret
	.size	f, .-f
	.section	.rodata, "a"
	.balign	8
.Ltable:
	.long	1b - .Ltable, 2b - .Ltable, 3b - .Ltable
