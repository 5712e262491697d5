# SPDX-License-Identifier: GPL-2.0-only
# A branch to a hinted instruction, whose stack the hint tells.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text

SC_CODE_BEGIN(f)
	SC_HINT_REGS(SC_REG_SP,	0)
	pop	%r15
	dec	%edi
	jne	f
	jmp	restore_all
SC_CODE_END(f)
