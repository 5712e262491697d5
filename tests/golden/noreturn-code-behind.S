# SPDX-License-Identifier: GPL-2.0-only
# Behind a call that does not come back lies other code: another stack is no matter.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	caller
	.type	caller, @function
caller:
	test	%rdi, %rdi
	je	1f
	ret
1:
	sub	$8, %rsp
	call	halt
2:
	ret
	.size	caller, .-caller
	.type	halt, @function
halt:
	ud2
	.size	halt, .-halt
