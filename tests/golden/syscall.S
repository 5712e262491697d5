# SPDX-License-Identifier: GPL-2.0-only
# The instructions that enter a kernel, in a function.
# stackcheck: --mode=table
# expect: f [system-instruction]
# expect: g [system-instruction]
	.text
	.globl	f
	.type	f, @function
f:
	syscall
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	sysenter
	ret
	.size	g, .-g
