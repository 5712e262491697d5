# SPDX-License-Identifier: GPL-2.0-only
# A trap that an annotation says to come back.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text
SC_FUNC_BEGIN(f)
	ud2
	SC_REACHABLE
	ret
SC_FUNC_END(f)
