# SPDX-License-Identifier: GPL-2.0-only
# Absolute addresses in what is loaded. objtool of 7.3 names the same places.
# stackcheck: --mode=table --mitigation=noabs
# expect: f+0x0 [absolute-reference]
# expect: f+0x5 [absolute-reference]
# expect: .data+0x0 [absolute-reference]
# expect: .rodata+0x0 [absolute-reference]
	.text
	.globl	f
	.type	f, @function
f:	mov	$g, %eax
	movabs	$g, %rax
	lea	g(%rip), %rax
	ret
	.size	f, .-f
	.data
	.quad	g
	.long	g - .
	.section .rodata, "a"
	.quad	g
	.section .not_loaded
	.quad	g
	.section __patchable_function_entries, "aw"
	.quad	g
