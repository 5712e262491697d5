# SPDX-License-Identifier: GPL-2.0-only
# An interrupt return to the next instruction, annotated.
# stackcheck: --mode=table
# expect: clean
#include <stackcheck/frame.h>
	.text
SC_FUNC_BEGIN(f)
	SC_HINT_SAVE

	mov	%ss, %eax
	push	%rax
	push	%rsp
	addq	$8, (%rsp)
	pushf
	mov	%cs, %eax
	push	%rax
	lea	1f(%rip), %rax
	push	%rax
	iretq
1:
	SC_HINT_RESTORE
	ret
SC_FUNC_END(f)
