# SPDX-License-Identifier: GPL-2.0-only
# A call into the middle of the function, which returns from there.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	.Linner
	add	$8, %rsp
	ret
.Linner:
	mov	$1, %eax
	ret
	.size	f, .-f
