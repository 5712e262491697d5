# SPDX-License-Identifier: GPL-2.0-only
# A jump to a local function that does not keep a register is no better than a call.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.globl	f
	.type	f,@function
f:
	jmp loc
	.size	f,.-f
	.type	loc,@function
loc:
	mov %rbx,%rax
	xor	%ebx,%ebx
	ret
	.size	loc,.-loc
