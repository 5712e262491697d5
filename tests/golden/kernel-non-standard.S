# SPDX-License-Identifier: GPL-2.0-only
# The kernel's annotation of a function in assembly: a distance of four bytes.
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
	.globl	odder
	.type	odder, @function
odder:
	push	%rax
	ret
	.size	odder, .-odder
	.section	.discard.func_stack_frame_non_standard, "aw"
	.long	odd - .
	.long	odder - .
