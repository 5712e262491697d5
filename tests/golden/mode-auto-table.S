# SPDX-License-Identifier: GPL-2.0-only
# No function has a frame: the table rule holds.
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	ret
	.size	g, .-g
