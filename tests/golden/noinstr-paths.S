# SPDX-License-Identifier: GPL-2.0-only
# Code without instrumentation leads to other code only between annotations,
# whichever way it takes. In an object that is not linked nobody knows where an
# undefined function is.
# stackcheck: --mode=table --mitigation=noinstr
# expect: calls+0x4 [noinstr]
# expect: jumps+0x0 [noinstr]
# expect: indirect+0x4 [noinstr]
# expect: behind+0x6 [noinstr]
# expect: one_way+0xa [noinstr]
# expect: stays+0x1 [noinstr]
# expect: traced+0x0 [noinstr]
# expect: goes_cold.cold+0x0 [noinstr]
# expect: shares+0x9 [noinstr]
	.macro	begin name
	.globl	\name
	.type	\name, @function
\name:
	.endm
	.macro	end name
	.size	\name, .-\name
	.endm
	.macro	note kind
.Lnote\@: nop
	.pushsection .discard.annotate_insn, "a"
	.long	.Lnote\@ - .
	.long	\kind
	.popsection
	.endm
	.set	BEGIN, 3
	.set	END, 4
	.text
	begin	plain
	ret
	end	plain

	.section .noinstr.text, "ax"
	begin	quiet
	ret
	end	quiet
	begin	good
	sub	$8, %rsp
	call	quiet
	call	elsewhere
	call	__SCT__static
	call	__ubsan_handle_shift_out_of_bounds
	note	BEGIN
	call	plain
	call	*%rax
	note	END
	add	$8, %rsp
	jmp	quiet
	end	good
	begin	calls
	sub	$8, %rsp
	call	plain
	add	$8, %rsp
	ret
	end	calls
	begin	jumps
	jmp	plain
	end	jumps
	begin	indirect
	sub	$8, %rsp
	call	*%rax
	add	$8, %rsp
	ret
	end	indirect
	begin	behind
	sub	$8, %rsp
	note	BEGIN
	note	END
	call	plain
	add	$8, %rsp
	ret
	end	behind
	begin	one_way
	sub	$8, %rsp
	test	%rdi, %rdi
	jz	1f
	note	BEGIN
1:	call	plain
	add	$8, %rsp
	note	END
	ret
	end	one_way
	begin	stays
	note	BEGIN
	ret
	end	stays
	begin	traced
	call	__fentry__
	ret
	end	traced
	begin	goes_cold
	sub	$8, %rsp
	test	%rdi, %rdi
	jz	goes_cold.cold
1:	add	$8, %rsp
	ret
	end	goes_cold

	.section .text.unlikely, "ax"
	.type	goes_cold.cold, @function
goes_cold.cold:
	call	plain
	jmp	1b
	.size	goes_cold.cold, .-goes_cold.cold

	/* two functions of one group: a jump to the first byte is as a call */
	.section .noinstr.text, "ax"
	begin	shares
	test	%rdi, %rdi
	jz	tail
	jmp	shared
	end	shares
	.text
	begin	shared
	call	__fentry__
	xor	%eax, %eax
tail:	ret
	end	shared
