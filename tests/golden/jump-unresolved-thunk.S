# SPDX-License-Identifier: GPL-2.0-only
# An indirect jump through a thunk, with something on the stack.
# stackcheck: --mode=table
# expect: f [jump-unresolved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	jmp	__x86_indirect_thunk_rax
	.size	f, .-f
