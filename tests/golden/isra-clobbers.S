# SPDX-License-Identifier: GPL-2.0-only
# A static function that hands a register of the caller on: its caller is at fault.
# stackcheck: --mode=table
# expect: g [callee-saved]
	.text
	.type	f.isra.0, @function
f.isra.0:
	add	$1, %rbx
	ret
	.size	f.isra.0, .-f.isra.0
	.globl	g
	.type	g, @function
g:
	sub	$8, %rsp
	call	f.isra.0
	add	$8, %rsp
	ret
	.size	g, .-g
