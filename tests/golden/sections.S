# SPDX-License-Identifier: GPL-2.0-only
# Functions in sections of their own.
# stackcheck: --mode=table
# expect: f [return-modified]
# expect: h [return-modified]
	.section	.text.f, "ax"
	.globl	f
	.type	f, @function
f:
	push	%rax
	ret
	.size	f, .-f
	.section	.init.text, "ax"
	.globl	g
	.type	g, @function
g:
	ret
	.size	g, .-g
	.section	.noinstr.text, "ax"
	.globl	h
	.type	h, @function
h:
	push	%rax
	ret
	.size	h, .-h
