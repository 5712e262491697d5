# SPDX-License-Identifier: GPL-2.0-only
# The stack pointer is popped, or set by a nested frame.
# stackcheck: --mode=table
# expect: f0 [sp-unknown]
# expect: f1 [sp-unknown]
# expect: f2 [sp-unknown]
	.text
	.globl	f0
	.type	f0, @function
f0:
	push	%rdi
	pop	%rsp
	ud2
	.size	f0, .-f0
	.globl	f1
	.type	f1, @function
f1:
	push	%rdi
	pop	%sp
	ud2
	.size	f1, .-f1
	.globl	f2
	.type	f2, @function
f2:
	push	%rdi
	enter	$16, $1
	ud2
	.size	f2, .-f2
