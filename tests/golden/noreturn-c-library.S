# SPDX-License-Identifier: GPL-2.0-only
# A function ends with a call of abort(). A caller in another object does not know that it does not return, and goes on.
# with: _goes-on-behind-stop.S
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	stop_all
	.type	stop_all, @function
stop_all:
	sub	$8, %rsp
	call	abort
	.size	stop_all, .-stop_all
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	test	%rdi, %rdi
	je	1f
	add	$8, %rsp
	ret
1:	call	abort
	.size	f, .-f
