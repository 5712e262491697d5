# SPDX-License-Identifier: GPL-2.0-only
# The replacement of a call overwrites the frame pointer before it.
# stackcheck: --mode=frame
# expect: f [frame-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
.La:
	.nops	8
.Lz:
	pop	%rbp
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	mov	%rdi, %rbp
	call	helper
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
