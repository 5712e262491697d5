# SPDX-License-Identifier: GPL-2.0-only
# A callee that a file of names says not to return.
# stackcheck: --mode=table --noreturn=tests/golden/noreturn-names.txt
# expect: clean
	.text
	.globl	caller
	.type	caller, @function
caller:
	test	%rdi, %rdi
	je	1f
	push	%rax
	call	my_panic
1:
	ret
	.size	caller, .-caller
