# SPDX-License-Identifier: GPL-2.0-only
# No-ops of one byte that a replacement saves flags over, and restores them:
# the kernel makes them one no-op, so nothing stops between them.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
.La:
	.fill	5, 1, 0x90
.Lb:
	call	helper
.Lc:
	.fill	2, 1, 0x90
.Lz:
	add	$8, %rsp
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	pushf
	pop	%rax
	clac
.Le0:
.Lr1:
	push	%rax
	popf
.Le1:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lb - .La, .Le0 - .Lr0
	.long	.Lc - .
	.long	.Lr1 - .
	.short	5, 0
	.byte	.Lz - .Lc, .Le1 - .Lr1
