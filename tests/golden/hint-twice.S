# SPDX-License-Identifier: GPL-2.0-only
# Two hints at one place: one tells of the code before, the other of the code
# behind it. The later one counts, as in early_idt_handler_array.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(f)
	sub	$24, %rsp
	SC_HINT_CALL(SC_REG_SP,	16)
	SC_HINT_CALL(SC_REG_SP,	32)
	call	helper
	add	$24, %rsp
	ret
SC_FUNC_END(f)
