# SPDX-License-Identifier: GPL-2.0-only
# A hundred thousand branches, one after the other.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	.rept	100000
	dec	%edi
	je	1f
	.endr
	call	helper
	add	$8, %rsp
	ret
1:
	add	$8, %rsp
	ret
	.size	f, .-f
