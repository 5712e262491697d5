# SPDX-License-Identifier: GPL-2.0-only
# stac and clac are replacements of no-ops, and only these are followed. What a
# fixup finds is what the instruction had that faults.
# stackcheck: --mode=table --mitigation=uaccess
# expect: no_clac+0x6 [user-access]
# expect: no_stac+0x0 [user-access]
# expect: twice+0x8 [user-access]
# expect: fixup_leaves+0xb [user-access]
# expect: jumps_out+0x3 [user-access]
	.macro	smap body
.Lfrom\@:
	.skip	.Lend\@ - .Lto\@, 0x90
.Lback\@:
	.pushsection .altinstructions, "a"
	.long	.Lfrom\@ - ., .Lto\@ - .
	.short	9 * 32 + 20, 0
	.byte	.Lback\@ - .Lfrom\@, .Lend\@ - .Lto\@
	.popsection
	.pushsection .altinstr_replacement, "ax"
.Lto\@:	\body
.Lend\@:
	.popsection
	.endm
	.macro	begin name
	.globl	\name
	.type	\name, @function
\name:
	.endm
	.macro	end name
	.size	\name, .-\name
	.endm
	.text
	begin	good
	smap	stac
1:	mov	(%rdi), %rax
	smap	clac
	ret
2:	smap	clac
	ret
	end	good
	begin	no_clac
	smap	stac
	mov	(%rdi), %rax
	ret
	end	no_clac
	begin	no_stac
	smap	clac
	ret
	end	no_stac
	begin	twice
	smap	stac
	test	%rdi, %rdi
	jz	3f
	smap	stac
3:	smap	clac
	ret
	end	twice
	begin	fixup_leaves
	smap	stac
4:	mov	(%rdi), %rax
	smap	clac
	nop
	ret
5:	ret
	end	fixup_leaves
	begin	jumps_out
	smap	stac
	jmp	elsewhere
	end	jumps_out
	/* both ways may be open or closed where they join */
	begin	both
	test	%rdi, %rdi
	jz	6f
	smap	stac
	mov	(%rdi), %rax
	smap	clac
6:	ret
	end	both

	.section __ex_table, "a"
	.balign	4
	.long	1b - ., 2b - ., 3
	.long	4b - ., 5b - ., 3
