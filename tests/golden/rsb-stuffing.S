# SPDX-License-Identifier: GPL-2.0-only
# Calls that only fill the return predictor, annotated.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text
SC_FUNC_BEGIN(f)
	mov	$16, %ecx
1:
	SC_INTRA_FUNCTION_CALL
	call	2f
	int3
2:
	SC_INTRA_FUNCTION_CALL
	call	3f
	int3
3:
	add	$16, %rsp
	dec	%ecx
	jnz	1b
	lfence
	ret
SC_FUNC_END(f)
