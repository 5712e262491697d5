# SPDX-License-Identifier: GPL-2.0-only
# A list of calls tells of a kernel with padding as well. A function that a
# static call has, or gets, is called; one in a table of pointers may never be.
# stackcheck: --mode=table
# expect: at_first+0x0 [padding-missing]
# expect: later+0x0 [padding-missing]
	.text
	.type	at_first, @function
at_first:
	ret
	.size	at_first, .-at_first
	.type	later, @function
later:
	ret
	.size	later, .-later
	.type	pointed, @function
pointed:
	ret
	.size	pointed, .-pointed
	.balign	16, 0xcc
	.skip	16, 0x90
	.type	update, @function
update:
	sub	$8, %rsp
	lea	later(%rip), %rdx
1:	call	__static_call_update
	add	$8, %rsp
	ret
	.size	update, .-update
	.section .call_sites, "a"
	.long	1b-.
	.data
	.type	__SCK__it, @object
__SCK__it:
	.quad	at_first, 0
	.size	__SCK__it, .-__SCK__it
	.quad	pointed
	.section .modinfo, "a"
#ifdef BUILT_IN
	.asciz	"it.license=GPL"
#else
	.asciz	"license=GPL"
#endif
