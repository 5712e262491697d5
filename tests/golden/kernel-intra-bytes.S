# SPDX-License-Identifier: GPL-2.0-only
# A call within its function, annotated by address.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	call	.Lb
	int3
	int3
.Lb:
	pop	%rax
	ret
	.size	f, .-f
	.section	.discard.intra_function_calls
	.long	.La
