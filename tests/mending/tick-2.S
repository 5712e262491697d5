/* SPDX-License-Identifier: GPL-2.0-only */
/* An interrupt: note it on another stack, and go back to where it came from. */
#include <stackcheck/frame.h>

	.text

SC_CODE_BEGIN(tick_entry)
	SC_HINT_REGS_PARTIAL(SC_REG_SP, 0)
	cld
	push	%rax
	push	%rcx
	push	%rdx
	push	%rsi
	push	%rdi
	push	%r8
	push	%r9
	push	%r10
	push	%r11
	mov	%rsp, %rdi
	mov	%gs:tick_stack, %rsp
	push	%rdi
	call	note_tick
	pop	%rsp
	pop	%r11
	pop	%r10
	pop	%r9
	pop	%r8
	pop	%rdi
	pop	%rsi
	pop	%rdx
	pop	%rcx
	pop	%rax
	iretq
SC_CODE_END(tick_entry)
