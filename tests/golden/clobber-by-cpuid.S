# SPDX-License-Identifier: GPL-2.0-only
# cpuid changes a register of the caller.
# stackcheck: --mode=table
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%edi, %eax
	cpuid
	mov	%ecx, %eax
	ret
	.size	f, .-f
