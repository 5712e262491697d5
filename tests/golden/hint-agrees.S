# SPDX-License-Identifier: GPL-2.0-only
# Hints that say what the code proves.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(f)
	SC_HINT_FUNC
	sub	$24, %rsp
	SC_HINT_CALL(SC_REG_SP,	32)
	call	helper
	add	$24, %rsp
	SC_HINT_CALL(SC_REG_SP,	8)
	ret
SC_FUNC_END(f)
