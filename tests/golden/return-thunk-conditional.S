# SPDX-License-Identifier: GPL-2.0-only
# A conditional jump to the return thunk.
# stackcheck: --mode=table
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rax
	test	%rdi, %rdi
	je	__x86_return_thunk
	pop	%rax
	ret
	.size	f, .-f
