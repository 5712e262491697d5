# SPDX-License-Identifier: GPL-2.0-only
# Nothing follows a call of a weak function that does not return: whatever takes
# its place is assumed not to return either. Another object shows that it does.
# stackcheck: --mode=table
# with: _gives-up.S
# expect: caller [noreturn-assumed]
	.text
	.weak	give_up
	.type	give_up, @function
give_up:
	ud2
	.size	give_up, .-give_up
	.globl	caller
	.type	caller, @function
caller:
	sub	$8, %rsp
	call	give_up
	.size	caller, .-caller
