# SPDX-License-Identifier: GPL-2.0-only
# A local function with a global entry in its middle.
# stackcheck: --mode=table
# expect: loc [callee-saved]
	.type	loc,@function
loc:
	nop
	.globl	pub
	.type	pub,@function
pub:
	mov %rbx,%rax
	xor	%ebx,%ebx
	ret
	.size	loc,.-loc
	.size	pub,.-pub
