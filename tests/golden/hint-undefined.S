# SPDX-License-Identifier: GPL-2.0-only
# Code whose stack nobody can walk.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(f)
	SC_HINT_UNDEFINED
	mov	%rdi, %rsp
	jmp	*%rsi
SC_FUNC_END(f)
