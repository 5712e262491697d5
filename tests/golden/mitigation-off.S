# SPDX-License-Identifier: GPL-2.0-only
# Without --mitigation nothing is said of indirect branches and returns.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	call	*%rdi
	add	$8, %rsp
	ret
	.size	f, .-f
	.data
	.quad	f
