# SPDX-License-Identifier: GPL-2.0-only
# An interrupt return to the next instruction, in a finished module.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text
SC_FUNC_BEGIN(f)

	mov	%ss, %eax
	push	%rax
	push	%rsp
	addq	$8, (%rsp)
	pushf
	mov	%cs, %eax
	push	%rax
	push	$1f
	iretq
1:
	ret
SC_FUNC_END(f)
