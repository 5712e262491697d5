# SPDX-License-Identifier: GPL-2.0-only
# Paths with different stacks meet at a hint, which says what the stack is.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(f)
	SC_HINT_SAVE
	test	%rdi, %rdi
	je	1f
	push	%rdi
	call	takes_one
1:
	SC_HINT_RESTORE
	ret
SC_FUNC_END(f)
