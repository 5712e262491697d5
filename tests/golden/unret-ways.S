# SPDX-License-Identifier: GPL-2.0-only
# No return and no indirect branch on a way before the no-op that ends it. A call
# is a way to its callee.
# stackcheck: --mode=table --mitigation=unret
# expect: returns+0x0 [unret]
# expect: one+0x5 [unret]
# expect: two+0x1 [unret]
# expect: three+0x0 [unret]
# expect: four+0x0 [unret]
	.macro	note kind
.Lnote\@:
	.pushsection .discard.annotate_insn, "a"
	.long	.Lnote\@ - .
	.long	\kind
	.popsection
	.endm
	.set	SAFE, 2
	.set	BEGIN, 5
	.section .text.helpers, "ax"
	.type	returns, @function
returns:
	ret
	.size	returns, .-returns
	.type	untrains, @function
untrains:
	note	SAFE
	nop
	ret
	.size	untrains, .-untrains

	.section .entry.text, "ax"
good:
	note	BEGIN
	test	%rdi, %rdi
	jz	1f
	call	untrains
	call	returns
	ud2
1:	note	SAFE
	nop
	call	*%rax
	ud2
	.size	good, .-good
one:
	note	BEGIN
	test	%rdi, %rdi
	jz	2f
	ret
2:	ud2
	.size	one, .-one
two:
	note	BEGIN
	nop
	call	*%rax
	ud2
	.size	two, .-two
three:
	note	BEGIN
	call	elsewhere
	ud2
	.size	three, .-three
four:
	note	BEGIN
	jmp	__x86_indirect_thunk_rax
	.size	four, .-four
five:
	note	BEGIN
	call	returns
	ud2
	.size	five, .-five
