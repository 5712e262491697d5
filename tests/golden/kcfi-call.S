# SPDX-License-Identifier: GPL-2.0-only
# The caller compares the type first, and traps if it is another.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
	mov	$0x12345678, %r10d
	add	-4(%r11), %r10d
	je	1f
.Ltrap:
	ud2
1:
	call	*%r11
	add	$8, %rsp
	ret
	.size	f, .-f
	.section	.kcfi_traps, "ao", @progbits, .text
	.long	.Ltrap - .
