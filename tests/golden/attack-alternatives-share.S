# SPDX-License-Identifier: GPL-2.0-only
# Two alternatives with one replacement.
# stackcheck: --mode=table
# expect: clean
	.globl	f,g
	.type	f,@function
f:
	push %rbx
1:
	nop
	nop
	pop	%rbx
	ret
	.size	f,.-f
	.type	g,@function
g:
	nop
2:
	nop
	nop
	ret
	.size	g,.-g
	.section	.altinstr_replacement,"ax"
4:
	nop
	nop
	.skip	64,0x90
	.section	.altinstructions,"a"
	.long	1b-.,4b-.,3
	.byte	2,2
	.long	2b-.,4b-.,3
	.byte	2,2
