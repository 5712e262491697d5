# SPDX-License-Identifier: GPL-2.0-only
# What frame.h writes is as the kernel's macros write it.
# stackcheck: --mode=table
# post: test "$(objdump -sj .discard.unwind_hints {} | tail -n 1 | cut -c 7-32)" = "00000000 10000402 00000000"
# expect: f [sp-unknown]
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(f)
	mov	%rdi, %rsp
	SC_HINT_CALL(SC_REG_BP,	16)
1:
	jmp	1b
SC_FUNC_END(f)
