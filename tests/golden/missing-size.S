# SPDX-License-Identifier: GPL-2.0-only
# Functions without a size, and without a type.
# stackcheck: --mode=table
# expect: endless [missing-size]
# expect: untyped [missing-size]
	.text
	.globl	endless
	.type	endless, @function
endless:
	ret
	.section	.text.b, "ax"
	.globl	caller
	.type	caller, @function
caller:
	sub	$8, %rsp
	call	untyped
	add	$8, %rsp
	ret
	.size	caller, .-caller

untyped:
	ret
