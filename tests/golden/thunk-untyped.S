# SPDX-License-Identifier: GPL-2.0-only
# Thunks that are in the object, and no functions by their type, as in a linked
# kernel: a jump there is a return, and a call an indirect one.
# stackcheck: --mode=table --mitigation=kcfi
# expect: unbalanced+0x1 [return-modified]
# expect: unchecked+0x4 [type-unchecked]
#include <stackcheck/frame.h>
	.section .text..__x86.return_thunk, "ax"
	.globl	__x86_return_thunk
__x86_return_thunk:
	SC_HINT_FUNC
	jmp	elsewhere
	.size	__x86_return_thunk, . - __x86_return_thunk
	.section .text..__x86.indirect_thunk, "ax"
	.globl	__x86_indirect_thunk_r11
__x86_indirect_thunk_r11:
	SC_HINT_FUNC
	jmp	*%r11
	.size	__x86_indirect_thunk_r11, . - __x86_indirect_thunk_r11

	.text
	.globl	unbalanced
	.type	unbalanced, @function
unbalanced:
	push	%rbx
	jmp	__x86_return_thunk
	.size	unbalanced, . - unbalanced

	.globl	unchecked
	.type	unchecked, @function
unchecked:
	sub	$8, %rsp
	call	__x86_indirect_thunk_r11
	add	$8, %rsp
	jmp	__x86_return_thunk
	.size	unchecked, . - unchecked
