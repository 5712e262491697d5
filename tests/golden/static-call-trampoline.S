# SPDX-License-Identifier: GPL-2.0-only
# Trampolines of static calls: a jump, or a return, and a trap to mark them.
# stackcheck: --mode=table
# expect: clean
	.section	.static_call.text, "ax", @progbits
	.balign	4
	.globl	__SCT__one
	.type	__SCT__one, @function
__SCT__one:
	jmp	target
	.byte	0x0f, 0xb9, 0xcc
	.size	__SCT__one, .-__SCT__one
	.balign	4
	.globl	__SCT__none
	.type	__SCT__none, @function
__SCT__none:
	ret
	int3
	nop
	nop
	nop
	.byte	0x0f, 0xb9, 0xcc
	.size	__SCT__none, .-__SCT__none
	.balign	4
	.globl	__SCT__thunk
	.type	__SCT__thunk, @function
__SCT__thunk:
	jmp	__x86_return_thunk
	.byte	0x0f, 0xb9, 0xcc
	.size	__SCT__thunk, .-__SCT__thunk
