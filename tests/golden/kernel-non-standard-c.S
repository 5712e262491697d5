# SPDX-License-Identifier: GPL-2.0-only
# The kernel's annotation of a function in C: an address.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	ret
	.size	f, .-f
	.globl	odd
	.type	odd, @function
odd:
	mov	%rdi, %rsp
	ret
	.size	odd, .-odd
	.section	.discard.func_stack_frame_non_standard, "aw"
	.quad	odd
