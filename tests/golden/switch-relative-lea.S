# SPDX-License-Identifier: GPL-2.0-only
# The distance and the table's address are added by lea, in either order, to a
# third register. The second function's table leads to a fault.
# stackcheck: --mode=table
# expect: leaks+0x17 [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	cmp	$2, %edi
	ja	.Lf3
	lea	.Lf(%rip), %rdx
	movslq	(%rdx,%rdi,4), %rax
	lea	(%rax,%rdx), %rcx
	jmp	*%rcx
.Lf1:
	mov	$1, %eax
	ret
.Lf2:
	mov	$2, %eax
	ret
.Lf3:
	ret
	.size	f, .-f
	.globl	leaks
	.type	leaks, @function
leaks:
	cmp	$1, %edi
	ja	.Ll2
	lea	.Lleaks(%rip), %rdx
	movslq	(%rdx,%rdi,4), %rax
	lea	(%rdx,%rax), %rcx
	jmp	*%rcx
.Ll1:
	push	%rax
	ret
.Ll2:
	ret
	.size	leaks, .-leaks
	.section .rodata, "a", @progbits
	.p2align 2
.Lf:
	.long	.Lf1-.Lf, .Lf2-.Lf, .Lf1-.Lf
.Lleaks:
	.long	.Ll1-.Lleaks, .Ll2-.Lleaks
