# SPDX-License-Identifier: GPL-2.0-only
# stackcheck: --mode=table
# The loop is reached in two ways that agree while %rbx has its entry value.
# Only its own end changes the register, and shows that one of them saved it.
# expect: f+0xc [stack-mismatch]
#include <stackcheck/frame.h>

SC_FUNC_BEGIN(f)
	sub	$8, %rsp
	test	%edi, %edi
	jz	1f
	add	$8, %rsp
	push	%rbx
1:	call	g
	test	%eax, %eax
	jz	1b
	mov	%rax, %rbx
	jmp	1b
SC_FUNC_END(f)

SC_FUNC_BEGIN(g)
	mov	%edi, %eax
	ret
SC_FUNC_END(g)
