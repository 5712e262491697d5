# SPDX-License-Identifier: GPL-2.0-only
# An annotation that nothing runs behind a call.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	push	%rax
	call	stop
.Lend:
1:
	ret
	.size	f, .-f
	.section	.discard.unreachable
	.long	.Lend - .
