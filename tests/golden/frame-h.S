# SPDX-License-Identifier: GPL-2.0-only
# Each macro of frame.h for assembly.
# stackcheck: --mode=frame
# expect: clean
#include <stackcheck/frame.h>
	.text

SC_FUNC_BEGIN(outer)
	SC_FRAME_BEGIN
	call	inner
	SC_FRAME_END
	ret
SC_FUNC_END(outer)
SC_FUNC_BEGIN_LOCAL(inner)
	ud2
	SC_REACHABLE
	ret
SC_FUNC_END(inner)
SC_FUNC_BEGIN(odd)
	mov	%rdi, %rsp
	call	inner
	ret
SC_FUNC_END(odd)
SC_NON_STANDARD_FRAME(odd)
SC_CODE_BEGIN(entry)
	SC_HINT_REGS_PARTIAL(SC_REG_SP,	0)
	push	%rax
	call	inner
	pop	%rax
	iretq
SC_CODE_END(entry)
SC_CODE_BEGIN_LOCAL(start)
	SC_HINT_END_OF_STACK
	call	inner
	hlt
SC_CODE_END(start)
