# SPDX-License-Identifier: GPL-2.0-only
# A hint restores what none saved.
# stackcheck: --mode=table
# expect: f [hint-mismatch]
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(f)
	sub	$8, %rsp
	SC_HINT_RESTORE
	add	$8, %rsp
	ret
SC_FUNC_END(f)
