# SPDX-License-Identifier: GPL-2.0-only
# Entering a guest comes back behind the instruction, if it fails and for some when it ends.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	vmlaunch
	pop	%rbx
	ret
	.size	f, .-f
