# SPDX-License-Identifier: GPL-2.0-only
# Loops that touch large room page by page, in a frame: gcc's and clang's.
# stackcheck: --mode=table
# expect: clean
	.text
	.macro begin name
	.globl	\name
	.type	\name, @function
\name:
	push	%rbp
	mov	%rsp, %rbp
	push	%rbx
	.endm
	.macro end name
	mov	%rsp, %rdi
	call	use
	lea	-8(%rbp), %rsp
	pop	%rbx
	pop	%rbp
	ret
	.size	\name, .-\name
	.endm

	begin	gcc_known
	lea	-0x5000(%rsp), %r11
1:
	sub	$0x1000, %rsp
	orq	$0, (%rsp)
	cmp	%r11, %rsp
	jne	1b
	sub	$0x220, %rsp
	mov	%rsp, %rdi
	call	use
	/* behind the loop the stack pointer is known again */
	add	$0x5220, %rsp
	pop	%rbx
	pop	%rbp
	ret
	.size	gcc_known, .-gcc_known

	begin	gcc_unknown
	mov	%rdi, %rcx
	and	$-4096, %rcx
	mov	%rsp, %rdx
	sub	%rcx, %rdx
1:
	cmp	%rdx, %rsp
	je	2f
	sub	$0x1000, %rsp
	orq	$0, 0xff8(%rsp)
	jmp	1b
2:
	and	$0xfff, %edi
	sub	%rdi, %rsp
	test	%rdi, %rdi
	je	3f
	orq	$0, -8(%rsp,%rdi)
3:
	end	gcc_unknown

	begin	clang_unknown
	mov	%rsp, %rax
	sub	%rdi, %rax
	cmp	%rsp, %rax
	jge	2f
1:
	xorq	$0, (%rsp)
	sub	$0x1000, %rsp
	cmp	%rsp, %rax
	jl	1b
2:
	mov	%rax, %rsp
	end	clang_unknown

	begin	clang_unoptimized
	sub	$24, %rsp
	mov	%rsp, %rax
	sub	%rdi, %rax
	mov	%rax, -24(%rbp)
1:
	mov	-24(%rbp), %rax
	cmp	%rsp, %rax
	jge	2f
	xorq	$0, (%rsp)
	sub	$0x1000, %rsp
	jmp	1b
2:
	mov	-24(%rbp), %rax
	mov	%rax, %rsp
	end	clang_unoptimized
