# SPDX-License-Identifier: GPL-2.0-only
# Annotations of newer kernels: a call within the function, and a trap that comes back.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
.La:
	call	1f
	int3
	ud2
1:
	add	$8, %rsp
.Lb:
	ud2
	ret
	.size	f, .-f
	.section	.discard.annotate_insn, "M", @progbits, 8
	.long	.La - ., 7
	.long	.Lb - ., 8
