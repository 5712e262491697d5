# SPDX-License-Identifier: GPL-2.0-only
# ENCLS changes %rbx in one of its leaves only; which one it is, a constant
# just before tells.
# stackcheck: --mode=table
# expect: reads_debug [callee-saved]
# expect: any_leaf [callee-saved]
# expect: jumped_to [callee-saved]
# expect: other_register [callee-saved]
# expect: byte_of_it [callee-saved]

	.macro func name
	.globl	\name
	.type	\name, @function
\name:
	.endm

	func	removes
	mov	%rdi, %rcx
	mov	$3, %eax
	encls
	ret
	.size	removes, .-removes

	func	moves_between
	mov	$13, %eax
	mov	%rdi, %rcx
	encls
	ret
	.size	moves_between, .-moves_between

	func	reads_debug
	mov	$4, %eax
	encls
	ret
	.size	reads_debug, .-reads_debug

	func	any_leaf
	mov	%edi, %eax
	encls
	ret
	.size	any_leaf, .-any_leaf

	func	jumped_to
	mov	%edi, %eax
	test	%esi, %esi
	jz	1f
	mov	$3, %eax
1:	encls
	ret
	.size	jumped_to, .-jumped_to

	func	other_register
	mov	%edi, %eax
	mov	$3, %ecx
	encls
	ret
	.size	other_register, .-other_register

	func	byte_of_it
	mov	%edi, %eax
	mov	$3, %al
	encls
	ret
	.size	byte_of_it, .-byte_of_it
