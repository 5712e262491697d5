# SPDX-License-Identifier: GPL-2.0-only
# The type of the function is stored before its entry.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	__cfi_f
	.type	__cfi_f, @function
__cfi_f:
	.nops	11
	mov	$0x12345678, %eax
	.size	__cfi_f, .-__cfi_f
	.globl	f
	.type	f, @function
f:
	endbr64
	ret
	.size	f, .-f
	.globl	__cfi_g
	.type	__cfi_g, @function
__cfi_g:
	mov	$0x0616061e, %eax
	.size	__cfi_g, .-__cfi_g
	.globl	g
	.type	g, @function
g:
	ret
	.size	g, .-g
