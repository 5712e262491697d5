# SPDX-License-Identifier: GPL-2.0-only
# A replacement restores a register that the original keeps.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	xor	%ebx, %ebx
.La:
	mov	(%rsp), %rbx
.Lz:
	add	$8, %rsp
	ret
	.size	f, .-f
	.section	.altinstr_replacement, "ax", @progbits
.Lr0:
	.nops	4
.Le0:
	.section	.altinstructions, "a", @progbits
	.long	.La - .
	.long	.Lr0 - .
	.short	5, 0
	.byte	.Lz - .La, .Le0 - .Lr0
