# SPDX-License-Identifier: GPL-2.0-only
# No-ops of one byte that stay several instructions: kernels make one of eight
# of them, an alternative begins between others, and one is behind other code.
# stackcheck: --mode=table
# expect: long_run+0x8 [alternative-conflict]
# expect: inner+0x1 [alternative-conflict]
# expect: behind+0x2 [alternative-conflict]
	.macro	replaced from, to, by, end
	.section	.altinstructions, "a", @progbits
	.long	\from - .
	.long	\by - .
	.short	5, 0
	.byte	\to - \from, \end - \by
	.text
	.endm
	.text
	.globl	long_run
	.type	long_run, @function
long_run:
.La:
	.fill	10, 1, 0x90
.Lb:
	ret
	.size	long_run, .-long_run

	.globl	inner
	.type	inner, @function
inner:
.Lc:
	.byte	0x90
.Ld:
	.byte	0x90, 0x90
.Le:
	ret
	.size	inner, .-inner

	.globl	behind
	.type	behind, @function
behind:
.Lf:
	mov	%eax, %eax
	.byte	0x90, 0x90
.Lg:
	ret
	.size	behind, .-behind

	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	.nops	7
	push	%rdi
	pop	%rdi
	.nops	1
.Le0:
.Lr1:
	push	%rdi
	pop	%rdi
	.nops	1
.Le1:
.Lr2:
	.nops	2
.Le2:
.Lr3:
	.nops	1
	push	%rdi
	pop	%rdi
	.nops	1
.Le3:
	replaced .La, .Lb, .Lr0, .Le0
	replaced .Ld, .Le, .Lr2, .Le2
	replaced .Lc, .Le, .Lr1, .Le1
	replaced .Lf, .Lg, .Lr3, .Le3
