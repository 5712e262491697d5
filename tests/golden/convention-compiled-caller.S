# SPDX-License-Identifier: GPL-2.0-only
# Compiled code takes part in no convention: nothing tells what it keeps in the register.
# stackcheck: --mode=table
# expect: step [callee-saved]
	.text
	.type	step, @function
step:
	mov	%rdi, %rbx
	lea	(%rbx,%rbx,2), %rax
	ret
	.size	step, .-step
	.globl	f
	.type	f, @function
f:
	call	__fentry__
	push	%rbx
	call	step
	pop	%rbx
	ret
	.size	f, .-f
