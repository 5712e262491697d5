# SPDX-License-Identifier: GPL-2.0-only
# A hint says where the caller is after a switch of stacks.
# stackcheck: --mode=table
# expect: f [sp-unknown]
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(f)
	push	%rbp
	mov	%rsp, %rbp
	mov	%rdi, %rsp
	SC_HINT_CALL(SC_REG_BP,	16)
	call	helper
	leave
	SC_HINT_FUNC
	ret
SC_FUNC_END(f)
