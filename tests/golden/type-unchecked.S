# SPDX-License-Identifier: GPL-2.0-only
# Indirect branches in a kernel with kCFI: what compares the type traps if it is
# another one, and the branch follows the trap.
# stackcheck: --mode=table --mitigation=kcfi
# expect: bare+0x4 [type-unchecked]
# expect: naked+0x4 [type-unchecked]
# expect: tail+0x0 [type-unchecked]
# expect: apart+0x9 [type-unchecked]
	.macro	begin name
	.globl	\name
	.type	\name, @function
\name:
	.endm
	.macro	end name
	.size	\name, . - \name
	.endm
	.text
	begin	checked
	sub	$8, %rsp
	mov	$-0x12345678, %r10d
	add	-15(%r11), %r10d
	je	1f
	ud2
1:	call	__x86_indirect_thunk_r11
	add	$8, %rsp
	mov	$-0x12345678, %r10d
	add	-15(%rax), %r10d
	je	2f
	ud2
2:	jmp	*%rax
	end	checked

	begin	bare
	sub	$8, %rsp
	call	__x86_indirect_thunk_r11
	add	$8, %rsp
	ret
	end	bare

	begin	naked
	sub	$8, %rsp
	call	*(%rdi)
	add	$8, %rsp
	ret
	end	naked

	begin	tail
	jmp	__x86_indirect_thunk_rax
	end	tail

	begin	apart
	sub	$8, %rsp
	je	3f
	ud2
	nop
3:	call	__x86_indirect_thunk_r11
	add	$8, %rsp
	ret
	end	apart

	/* annotated: it needs no check */
	begin	waived
	jmp	__x86_indirect_thunk_rax
	end	waived
	.pushsection .discard.annotate_insn, "M", @progbits, 8
	.long	waived - ., 9
	.popsection

	/* without a thunk, and annotated as meant */
	begin	safe
5:	jmp	*%rax
	end	safe
	.pushsection .discard.retpoline_safe, "a"
	.long	5b - .
	.popsection

	begin	table
	cmp	$1, %edi
	ja	4f
	mov	%edi, %edi
	jmp	*places(, %rdi, 8)
4:	ret
	end	table
	.section .rodata
places:	.quad	4b, 4b
