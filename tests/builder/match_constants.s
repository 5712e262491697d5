/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A function that uses constants and strings. MOVED puts others before them, as a
 * linker does that merges. OTHER has another constant, END another end of a string.
 */
	.section .rodata.cst2, "aM", @progbits, 2
#ifdef MOVED
	.short 7
#endif
.Lone:	.short 1
#ifdef OTHER
.Ltwo:	.short 3
#else
.Ltwo:	.short 2
#endif

	.section .rodata.str1.1, "aMS", @progbits, 1
#ifdef MOVED
	.asciz "before"
#endif
.Lfirst: .asciz "one"
.Lsecond: .asciz "two"
#ifdef MOVED
	.asciz "behind"
#endif
	.asciz "last"

	.text
	.globl constants
	.type constants, @function
constants:
	nop
	nop
	movzwl .Lone(%rip), %eax
	movzwl .Ltwo(%rip), %eax
	mov $.Lsecond, %rax
#ifdef END
	cmp $.Lsecond + 3, %rdx
#else
	cmp $.Lsecond + 4, %rdx		/* behind its NUL */
#endif
	mov $.Lfirst, %rax
	ret
	.size constants, . - constants
	.section .modinfo, "a"
	.asciz "name=matched"
