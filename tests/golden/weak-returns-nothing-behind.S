# SPDX-License-Identifier: GPL-2.0-only
# Nothing follows a call of a weak function that returns, if no other takes its
# place. The one that does not return may be assumed to have no other.
# stackcheck: --mode=table
# expect: runs_on [fallthrough]
	.text
	.weak	returns, stops
	.type	returns, @function
returns:
	ret
	.size	returns, .-returns
	.type	stops, @function
stops:
	ud2
	.size	stops, .-stops
	.globl	ends
	.type	ends, @function
ends:
	sub	$8, %rsp
	call	stops
	.size	ends, .-ends
	.globl	runs_on
	.type	runs_on, @function
runs_on:
	sub	$8, %rsp
	call	returns
	.size	runs_on, .-runs_on
