# SPDX-License-Identifier: GPL-2.0-only
# Nothing tells that the kernel has padding: nothing is asked for.
# stackcheck: --mode=table
# expect: clean
	.text
	.type	f, @function
f:
	ret
	.size	f, .-f
	.type	g, @function
g:
	sub	$8, %rsp
	call	f
	add	$8, %rsp
	ret
	.size	g, .-g
	.section .modinfo, "a"
	.asciz	"license=GPL"
