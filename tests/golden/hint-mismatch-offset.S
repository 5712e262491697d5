# SPDX-License-Identifier: GPL-2.0-only
# A hint whose offset is not what the code before it leads to.
# stackcheck: --mode=table
# expect: f+0x4 [hint-mismatch]
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(f)
	sub	$24, %rsp
	SC_HINT_CALL(SC_REG_SP,	16)
	nop
1:
	jmp	1b
SC_FUNC_END(f)
