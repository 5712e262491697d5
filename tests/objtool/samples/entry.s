# SPDX-License-Identifier: GPL-2.0-only
# Two ways into a kernel, and what they use on the way.
	.macro	way name
	.globl	\name
\name:
.Lway\@:
	.pushsection .discard.validate_unret, "a"
	.long	.Lway\@ - .
	.popsection
	.pushsection .discard.unwind_hints, "a"
	.long	.Lway\@ - .
	.short	8
	.byte	5, 2, 0
	.balign	4
	.popsection
	.endm
	.macro	safe
.Lsafe\@: nop
	.pushsection .discard.retpoline_safe, "a"
	.long	.Lsafe\@ - .
	.popsection
	.endm

	.text
	.globl	work
	.type	work, @function
work:
	xor	%eax, %eax
	jmp	__x86_return_thunk
	.size	work, .-work

	.section .text.helpers, "ax"
	.type	untrain, @function
untrain:
	safe
	lfence
	jmp	__x86_return_thunk
	.size	untrain, .-untrain

	.section .entry.text, "ax"
	way	enter_call
	swapgs
	mov	%rsp, %rdi
	xor	%ebx, %ebx
	xor	%ecx, %ecx
	test	%rsi, %rsi
	jz	1f
	mov	%cr3, %rax
	and	$~0x1800, %rax
	mov	%rax, %cr3
1:	xor	%r8d, %r8d
	safe
	call	work
	ud2
	.size	enter_call, .-enter_call

	way	enter_trap
	cld
	xor	%edx, %edx
	xor	%r9d, %r9d
	mov	%rsp, %rax
	bt	$9, %rax
	jc	2f
	lfence
	call	untrain
	call	work
	ud2
2:	mov	%rax, %rdi
	xor	%r10d, %r10d
	safe
	call	work
	ud2
	.size	enter_trap, .-enter_trap
