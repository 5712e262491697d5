# SPDX-License-Identifier: GPL-2.0-only
# A retpoline: the call only pushes an address, which is then replaced.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text
SC_FUNC_BEGIN(__x86_indirect_thunk_rax)
	SC_INTRA_FUNCTION_CALL
	call	1f
	int3
1:
	mov	%rax, (%rsp)
	SC_HINT_FUNC
	ret
	int3
SC_FUNC_END(__x86_indirect_thunk_rax)
