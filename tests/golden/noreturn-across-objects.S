# SPDX-License-Identifier: GPL-2.0-only
# The code ends with a call, so its callee was taken not to return; the other
# object shows that it does.
# stackcheck: --mode=table
# with: _gives-up.S
# expect: caller [noreturn-assumed]
	.text
	.globl	caller
	.type	caller, @function
caller:
	sub	$8, %rsp
	call	give_up
	.size	caller, .-caller
