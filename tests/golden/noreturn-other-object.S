# SPDX-License-Identifier: GPL-2.0-only
# The other object shows that the callee does not return.
# stackcheck: --mode=table
# with: _halts.S
# expect: clean
	.text
	.globl	caller
	.type	caller, @function
caller:
	test	%rdi, %rdi
	je	1f
	push	%rax
	call	my_stop
1:
	ret
	.size	caller, .-caller
