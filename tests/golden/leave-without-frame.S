# SPDX-License-Identifier: GPL-2.0-only
# leave, where %rbp is the caller's.
# stackcheck: --mode=table
# expect: f [sp-unknown]
# expect: f [return-modified]
# expect: f+0x1 [callee-saved]
# expect: f+0x2 [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	leave
	ret
	.size	f, .-f
