# SPDX-License-Identifier: GPL-2.0-only
# Any form of a call wants a frame.
# stackcheck: --mode=frame
# expect: f [frame-missing]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	__x86_indirect_thunk_rax
	add	$8, %rsp
	ret
	.size	f, .-f
