# SPDX-License-Identifier: GPL-2.0-only
# The hash before a function may have any value, and may be the linker's to fill
# in. Other code before a function stays code.
# stackcheck: --mode=table
# expect: __cfi_not_a_hash+0x5 [fallthrough]
	.text
	.macro cfi name:req, value:req
	.p2align 4
	.type	__cfi_\name, @function
__cfi_\name:
	.fill	11, 1, 0x90
	mov	$\value, %eax
	.size	__cfi_\name, .-__cfi_\name
	.globl	\name
	.type	\name, @function
\name:
	endbr64
	ret
	.size	\name, .-\name
	.endm

	cfi	small, 0x12345678
	cfi	large, 0x80000001
	cfi	largest, 0xffffffff
	cfi	by_linker, __kcfi_typeid_f

	.type	__cfi_not_a_hash, @function
__cfi_not_a_hash:
	mov	$0x80000001, %eax
	push	%rax
	.size	__cfi_not_a_hash, .-__cfi_not_a_hash
	.globl	not_a_hash
	.type	not_a_hash, @function
not_a_hash:
	ret
	.size	not_a_hash, .-not_a_hash
