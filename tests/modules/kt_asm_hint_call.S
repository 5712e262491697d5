/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kt_asm_hint_call.S - the same, annotated
 *
 * It is no function by its type, and its author says what its stack holds.
 * Frame pointers still do not lead to kt_asm_caller(); rows do.
 */
#include <linux/linkage.h>
#include <stackcheck/frame.h>

	.text
	SC_FUNC_PADDING
SC_CODE_BEGIN(kt_asm_hint_call)
	SC_HINT_CALL(SC_REG_SP, 8)
	call	kt_asm_wait
	RET
SC_CODE_END(kt_asm_hint_call)
