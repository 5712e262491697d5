# SPDX-License-Identifier: GPL-2.0-only
# The ways in which compilers make room of a size known at run time, in a frame.
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
	sub	$24, %rsp
	mov	%edi, %ebx
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

	begin	by_copy
	mov	%rsp, %rax
	sub	%rdi, %rax
	mov	%rax, %rsp
	end	by_copy

	begin	by_aligned_copy
	mov	%rsp, %rax
	sub	%rdi, %rax
	and	$-32, %rax
	mov	%rax, %rsp
	end	by_aligned_copy

	begin	by_negated_size
	neg	%rdi
	lea	(%rsp,%rdi), %rsp
	end	by_negated_size

	begin	by_negated_size_and_copy
	mov	%rsp, %rax
	neg	%rdi
	add	%rdi, %rax
	mov	%rax, %rsp
	end	by_negated_size_and_copy

	begin	by_size_and_sp
	neg	%rdi
	add	%rsp, %rdi
	mov	%rdi, %rsp
	end	by_size_and_sp

	begin	twice
	mov	%rsp, %rax
	sub	%rdi, %rax
	mov	%rax, %rsp
	sub	%rsi, %rsp
	end	twice


	/* the stack as it was is kept in a register, or in memory */
	begin	in_a_loop
	mov	%r12, -16(%rbp)
1:
	mov	%rsp, %r12
	sub	%rdi, %rsp
	mov	%rsp, %rdi
	call	use
	mov	%r12, %rsp
	dec	%ebx
	jne	1b
	mov	-16(%rbp), %r12
	end	in_a_loop

	begin	in_two_loops
	mov	%r12, -16(%rbp)
1:
	mov	%rsp, %rax
	mov	%rax, -24(%rbp)
	sub	%rdi, %rsp
2:
	mov	%rsp, %r12
	sub	%rsi, %rsp
	mov	%rsp, %rdi
	call	use
	mov	%r12, %rsp
	test	%eax, %eax
	jne	2b
	mov	-24(%rbp), %rax
	mov	%rax, %rsp
	dec	%ebx
	jne	1b
	mov	-16(%rbp), %r12
	end	in_two_loops

	/* room of a known size, on one path */
	begin	on_one_path
	test	%edi, %edi
	je	1f
	mov	%rsp, %rax
	add	$-32, %rax
	mov	%rax, %rsp
1:
	end	on_one_path

	/* a slot, not %rbp, holds the CFA */
	.globl	realigned
	.type	realigned, @function
realigned:
	lea	8(%rsp), %r10
	and	$-64, %rsp
	push	-8(%r10)
	push	%rbp
	mov	%rsp, %rbp
	push	%r10
	sub	$72, %rsp
	sub	%rdi, %rsp
	mov	%rsp, %rdi
	call	use
	sub	%rax, %rsp
	call	use
	mov	-8(%rbp), %r10
	leave
	lea	-8(%r10), %rsp
	ret
	.size	realigned, .-realigned
