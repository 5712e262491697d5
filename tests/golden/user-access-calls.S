# SPDX-License-Identifier: GPL-2.0-only
# With access open only those may be called that are made for it: by their code,
# where it is here, else by their names.
# stackcheck: --mode=table --mitigation=uaccess
# expect: calls_unknown+0x7 [user-access]
# expect: calls_indirect+0x7 [user-access]
# expect: calls_unfit+0x7 [user-access]
# expect: calls_deep_unfit+0x7 [user-access]
# expect: calls_traced+0x7 [user-access]
# expect: calls_weak+0x7 [user-access]
# expect: calls_closing+0x7 [user-access]
# expect: closing+0x0 [user-access]
	.macro	smap body
.Lfrom\@:
	.skip	.Lend\@ - .Lto\@, 0x90
.Lback\@:
	.pushsection .altinstructions, "a"
	.long	.Lfrom\@ - ., .Lto\@ - .
	.short	9 * 32 + 20, 0
	.byte	.Lback\@ - .Lfrom\@, .Lend\@ - .Lto\@
	.popsection
	.pushsection .altinstr_replacement, "ax"
.Lto\@:	\body
.Lend\@:
	.popsection
	.endm
	/* one no-op of the replacement's length: no stack differs inside of it */
	.macro	alternative orig, body
.Lfrom\@:
	\orig
.Lback\@:
	.pushsection .altinstructions, "a"
	.long	.Lfrom\@ - ., .Lto\@ - .
	.short	9 * 32 + 20, 0
	.byte	.Lback\@ - .Lfrom\@, .Lend\@ - .Lto\@
	.popsection
	.pushsection .altinstr_replacement, "ax"
.Lto\@:	\body
.Lend\@:
	.popsection
	.endm
	.macro	nop5
	.byte	0x0f, 0x1f, 0x44, 0, 0
	.endm
	.macro	nop2
	.byte	0x66, 0x90
	.endm
	.macro	begin name
	.globl	\name
	.type	\name, @function
\name:
	.endm
	.macro	end name
	.size	\name, .-\name
	.endm
	/* flags are kept in %rax across a call here, which is not looked at */
	.macro	saving
	pushf
	pop	%rax
	clac
	.endm
	.macro	restoring
	push	%rax
	popf
	.endm
	.macro	caller name to:vararg
	begin	\name
	sub	$8, %rsp
	smap	stac
	call	\to
	smap	clac
	add	$8, %rsp
	ret
	end	\name
	.endm
	.text
	caller	calls_unknown printk
	caller	calls_indirect *%rax
	caller	calls_listed rep_movs_alternative
	caller	calls_fit fit
	caller	calls_deep_fit deep_fit
	caller	calls_unfit unfit
	caller	calls_deep_unfit deep_unfit
	caller	calls_traced traced
	caller	calls_weak weak
	caller	calls_closing closing
	caller	calls_around around
	begin	fit
	mov	(%rdi), %rax
	ret
	end	fit
	begin	deep_fit
	test	%rdi, %rdi
	jz	fit
	sub	$8, %rsp
	call	deep_fit
	add	$8, %rsp
	ret
	end	deep_fit
	begin	unfit
	jmp	printk
	end	unfit
	begin	deep_unfit
	sub	$8, %rsp
	call	unfit
	add	$8, %rsp
	ret
	end	deep_unfit
	begin	traced
	call	__fentry__
	ret
	end	traced
	.weak	weak
	.type	weak, @function
weak:	ret
	end	weak
	begin	closing
	smap	clac
	ret
	end	closing
	/* closes access before it calls, and opens it again */
	begin	around
	sub	$8, %rsp
	alternative nop5, saving
	call	printk
	alternative nop2, restoring
	add	$8, %rsp
	ret
	end	around
