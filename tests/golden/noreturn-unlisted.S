# SPDX-License-Identifier: GPL-2.0-only
# The same callee, not listed: behind the call the paths disagree.
# stackcheck: --mode=table
# expect: caller [stack-mismatch]
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
