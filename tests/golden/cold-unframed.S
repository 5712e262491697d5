# SPDX-License-Identifier: GPL-2.0-only
# A cold part calls, and its parent has no frame.
# stackcheck: --mode=frame
# expect: f.cold [frame-missing]
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	f.cold
	ret
	.size	f, .-f
	.section	.text.unlikely, "ax", @progbits
	.type	f.cold, @function
f.cold:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	ret
	.size	f.cold, .-f.cold
