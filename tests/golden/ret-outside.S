# SPDX-License-Identifier: GPL-2.0-only
# A return under no function.
# stackcheck: --mode=table
# expect: loose [ret-outside]
	.text
	.globl	loose
loose:
	xor	%eax, %eax
	ret
