# SPDX-License-Identifier: GPL-2.0-only
# Returns by way of the thunk, with int3 behind.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	jmp	__x86_return_thunk
	int3
	.size	f, .-f
