# SPDX-License-Identifier: GPL-2.0-only
# A module of a kernel with padding: its compiled function shows that. The two
# without have nothing before them, and one byte too little. These need none:
# what is not called, code that is freed after start, and a helper that only
# assembly calls.
# stackcheck: --mode=table
# expect: first+0x0 [padding-missing]
# expect: short+0x0 [padding-missing]
	.text
	.globl	first
	.type	first, @function
first:
	ret
	.size	first, .-first
	.balign	16, 0xcc
	.skip	9, 0x90
	.type	short, @function
short:
	ret
	.size	short, .-short
	.balign	16, 0xcc
	.skip	10, 0x90
	.type	enough, @function
enough:
	ret
	.size	enough, .-enough
	.type	idle, @function
idle:
	ret
	.size	idle, .-idle
	.type	helper, @function
helper:
	ret
	.size	helper, .-helper
	.balign	16, 0xcc
	.skip	16, 0x90
	.type	assembly, @function
assembly:
	sub	$8, %rsp
	call	helper
	add	$8, %rsp
	ret
	.size	assembly, .-assembly
	.balign	16, 0xcc
	.type	__pfx_caller, @function
__pfx_caller:
	.skip	16, 0x90
	.size	__pfx_caller, .-__pfx_caller
	.type	caller, @function
caller:
	call	__fentry__
	sub	$8, %rsp
	call	first
	call	short
	call	enough
	call	early
	add	$8, %rsp
	ret
	.size	caller, .-caller
	.section .init.text, "ax"
	.type	early, @function
early:
	ret
	.size	early, .-early
	.section .modinfo, "a"
	.asciz	"license=GPL"
