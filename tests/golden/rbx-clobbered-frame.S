# SPDX-License-Identifier: GPL-2.0-only
# Leaf in a frame-pointer kernel: %rbx is changed without being saved.
# stackcheck: --mode=frame
# expect: f [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	xor	%ebx, %ebx
	ret
	.size	f, .-f
