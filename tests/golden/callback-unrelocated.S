# SPDX-License-Identifier: GPL-2.0-only
# A helper's address is taken without a relocation: whoever has it may call, and expects registers to be kept.
# stackcheck: --mode=table
# expect: callback [callee-saved]
# expect: scratch [callee-saved]
# expect: listed [callee-saved]
	.text
	.type	callback, @function
callback:
	add	%rdi, %rbx
	ret
	.size	callback, .-callback
	.type	scratch, @function
scratch:
	mov	%rdi, %rbx
	ret
	.size	scratch, .-scratch
	.type	listed, @function
listed:
	mov	%rdi, %rbx
	ret
	.size	listed, .-listed
	.globl	f
	.type	f, @function
f:
	push	%rbx
	call	callback
	call	scratch
	call	listed
	lea	callback(%rip), %rdi
	lea	scratch(%rip), %rsi
	call	hand_out
	pop	%rbx
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	sub	$8, %rsp
	lea	table(%rip), %rax
	movslq	(%rax,%rdi,4), %rcx
	add	%rax, %rcx
	call	*%rcx
	add	$8, %rsp
	ret
	.size	g, .-g
	.balign	16
	.type	table, @object
table:
	.long	listed - table
	.size	table, .-table
