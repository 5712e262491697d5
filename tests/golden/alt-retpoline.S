# SPDX-License-Identifier: GPL-2.0-only
# An indirect call through a thunk that may become a plain one.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
.La:
	call	__x86_indirect_thunk_rax
.Lz:
	add	$8, %rsp
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	lfence
	call	*%rax
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
