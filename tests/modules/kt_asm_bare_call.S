/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kt_asm_bare_call.S - assembly that calls without a frame
 *
 * A walk by frame pointers goes from kt_asm_wait() to here, and then on to the
 * caller of kt_asm_caller(): that one it does not see.
 */
#include <linux/linkage.h>
#include <stackcheck/frame.h>

	.text
SC_FUNC_BEGIN(kt_asm_bare_call)
	call	kt_asm_wait
	RET
SC_FUNC_END(kt_asm_bare_call)
