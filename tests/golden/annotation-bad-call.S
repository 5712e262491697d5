# SPDX-License-Identifier: GPL-2.0-only
# A call within the function is annotated where there is none.
# stackcheck: --mode=table
# expect: .discard.intra_function_calls+0x0 [annotation-bad]
	.text
	.globl	f
	.type	f, @function
f:
.La:
	mov	$0x12345678, %eax
.Lz:
	ret
	.size	f, .-f
	.section	.discard.intra_function_calls
	.long	f + 1
