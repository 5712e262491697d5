# SPDX-License-Identifier: GPL-2.0-only
# A name that begins as a prefix's does, on a function.
# stackcheck: --mode=table
# expect: __cfi_slowpath+0x1 [return-modified]
	.globl	__cfi_slowpath
	.type	__cfi_slowpath,@function
__cfi_slowpath:
	push %rax
	ret
	.size	__cfi_slowpath,.-__cfi_slowpath
