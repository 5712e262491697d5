# SPDX-License-Identifier: GPL-2.0-only
# An exception's frame: what was interrupted lies above.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text

SC_CODE_BEGIN(entry)
	SC_HINT_REGS_PARTIAL(SC_REG_SP,	0)
	push	%rdi
	push	%rsi
	push	%rdx
	push	%rcx
	push	%rax
	push	%r8
	push	%r9
	push	%r10
	push	%r11
	push	%rbx
	push	%rbp
	push	%r12
	push	%r13
	push	%r14
	push	%r15
	SC_HINT_REGS(SC_REG_SP,	0)
	mov	%rsp, %rdi
	call	handle
	pop	%r15
	jmp	restore_all
SC_CODE_END(entry)
