/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A function with jump labels: as the compiler leaves it, and with NOPS as a build
 * tool does. With OTHER a jump without a label is a no-op too.
 */
	.macro label_jump to
1:
#ifdef NOPS
	.byte 0x0f, 0x1f, 0x44, 0x00, 0x00
#else
	jmp \to
#endif
	.pushsection __jump_table, "aw"
	.balign 8
	.long 1b - ., \to - .
	.quad key - .
	.popsection
	.endm

	.text
	.globl labelled
	.type labelled, @function
labelled:
	nop
	label_jump cold
	xor %eax, %eax
	label_jump cold
#ifdef OTHER
	.byte 0x0f, 0x1f, 0x44, 0x00, 0x00
#else
	jmp cold
#endif
	.size labelled, . - labelled

	.section .text.unlikely, "ax"
	.type cold, @function
cold:
	mov $1, %eax
	ret
	.size cold, . - cold

	.data
	.globl key
key:	.quad 0
	.section .modinfo, "a"
	.asciz "name=matched"
