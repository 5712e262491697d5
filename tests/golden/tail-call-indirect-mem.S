# SPDX-License-Identifier: GPL-2.0-only
# Indirect jumps through memory and through a thunk.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	test	%rsi, %rsi
	je	1f
	jmp	*8(%rdi)
1:
	mov	(%rdi), %r11
	jmp	__x86_indirect_thunk_r11
	.size	f, .-f
