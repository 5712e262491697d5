# SPDX-License-Identifier: GPL-2.0-only
# A local function that changes a register it was not handed, and a caller that does not keep it for its own.
# stackcheck: --mode=table
# expect: f [callee-saved]
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
	sub	$8, %rsp
	call	step
	add	$8, %rsp
	ret
	.size	f, .-f
