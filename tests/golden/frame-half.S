# SPDX-License-Identifier: GPL-2.0-only
# The caller's %rbp is saved, but not yet replaced.
# stackcheck: --mode=frame
# expect: f [frame-missing]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	call	helper
	pop	%rbp
	ret
	.size	f, .-f
