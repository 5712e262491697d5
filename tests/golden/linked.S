# SPDX-License-Identifier: GPL-2.0-only
# A linked image: addresses instead of relocations.
# stackcheck: --mode=table
# post: ld -e f --unresolved-symbols=ignore-all -Ttext=0xffffffff81000000 {} -o {}.x && mv {}.x {}
# expect: f [return-modified]
	.text
	.globl	f
	.type	f, @function
f:
	push	%rax
	call	g
	ret
	.size	f, .-f
	.globl	g
	.type	g, @function
g:
	mov	$1, %eax
	ret
	.size	g, .-g
