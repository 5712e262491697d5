# SPDX-License-Identifier: GPL-2.0-only
# Leaf in a frame-pointer kernel: %rbp is overwritten and never restored.
# stackcheck: --mode=frame
# expect: f+0x0 [callee-saved]
# expect: f+0x3 [callee-saved]
	.text
	.globl	f
	.type	f, @function
f:
	mov	%rdi, %rbp
	ret
	.size	f, .-f
