# SPDX-License-Identifier: GPL-2.0-only
# Returns with prefixes are returns.
# stackcheck: --mode=table
# expect: g [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	repz	ret
1:
	.byte	0xf2	# bnd, which newer assemblers refuse
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	push	%rax
	repz	ret
	.size	g, .-g
