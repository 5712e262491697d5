# SPDX-License-Identifier: GPL-2.0-only
# Calls with prefixes are calls.
# stackcheck: --mode=frame
# expect: f [frame-missing]
# expect: f [frame-missing]
# expect: f [frame-missing]
	.text
	.globl	f
	.type	f, @function
f:
	.byte	0xf2	# bnd, which newer assemblers refuse
	call	helper
	cs	call helper
	notrack	call *%rax
	ret
	.size	f, .-f
