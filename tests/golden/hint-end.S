# SPDX-License-Identifier: GPL-2.0-only
# The first code of a task has no caller.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text

SC_CODE_BEGIN(first)
	SC_HINT_END_OF_STACK
	mov	%rdi, %rsp
	xor	%ebp, %ebp
	call	run
	ud2
SC_CODE_END(first)
