/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kt_asm_frame_call.S - the same, mended: its frame is set up
 */
#include <linux/linkage.h>
#include <stackcheck/frame.h>

	.text
SC_FUNC_BEGIN(kt_asm_frame_call)
	SC_FRAME_BEGIN
	call	kt_asm_wait
	SC_FRAME_END
	RET
SC_FUNC_END(kt_asm_frame_call)
