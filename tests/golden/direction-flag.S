# SPDX-License-Identifier: GPL-2.0-only
# The direction flag is set at a return and at a call, and a second time.
# stackcheck: --mode=table
# expect: f [direction-flag]
# expect: f [direction-flag]
# expect: f [direction-flag]
	.text
	.globl	f
	.type	f, @function
f:
	std
	rep	movsb
	test	%rdi, %rdi
	je	1f
	std
	call	helper
	cld
	ret
1:
	ret
	.size	f, .-f
