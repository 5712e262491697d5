# SPDX-License-Identifier: GPL-2.0-only
# An unknown callee, behind whose call there is only padding.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	caller
	.type	caller, @function
caller:
	sub	$8, %rsp
	call	give_up
	int3
	nop
	.size	caller, .-caller
