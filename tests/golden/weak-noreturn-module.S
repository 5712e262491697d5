# SPDX-License-Identifier: GPL-2.0-only
# In a finished module nobody takes the place of a weak function any more.
# stackcheck: --mode=table
# expect: clean
	.text
	.weak	weak
	.type	weak, @function
weak:
	ud2
	.size	weak, .-weak
	.globl	caller
	.type	caller, @function
caller:
	sub	$8, %rsp
	test	%edi, %edi
	je	1f
	push	%rbx
	call	weak
1:	nop
	call	other
	add	$8, %rsp
	ret
	.size	caller, .-caller
	.section .gnu.linkonce.this_module, "aw"
	.quad	0
