# SPDX-License-Identifier: GPL-2.0-only
# Two sections of one name: a finding in one stays when the other is judged again.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.type	dead,@function
dead:
	ud2
	.size	dead,.-dead
	.section	.text.x,"ax",@progbits,unique,1
	.globl	f
	.type	f,@function
f:
	nop
	xor	%ebx,%ebx
	ret
	nop
	nop
	nop
	.size	f,.-f
	.section	.text.x,"ax",@progbits,unique,2
	.globl	g
	.type	g,@function
g:
	nop
	je	1f
	call	dead
1:
	ret
	.size	g,.-g
