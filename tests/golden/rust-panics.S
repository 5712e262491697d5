# SPDX-License-Identifier: GPL-2.0-only
# Panics of Rust do not return, whichever compiler made them: what follows a call may be anything.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbx
	mov	%rdi, %rbx
	test	%rdi, %rdi
	je	1f
	cmp	$1, %rdi
	je	2f
	cmp	$2, %rdi
	je	3f
	cmp	$3, %rdi
	je	4f
	cmp	$4, %rdi
	je	5f
	cmp	$5, %rdi
	je	7f
	push	%rbx
	jmp	6f
1:	call	_RNvNtNtCs2lKf6AS60Zg_4core9panicking11panic_const24panic_const_add_overflow
6:	pop	%rax
	pop	%rbx
	ret
2:	call	_RNvNtCs2lKf6AS60Zg_4core9panicking9panic_fmt
3:	push	%rax
	call	_RINvNtCs2lKf6AS60Zg_4core9panicking13assert_failedjjEB4_
4:	push	%rax
	push	%rax
	call	_RNvNtCs9ltgdHTiPiY_4core6option13unwrap_failed
5:	push	%rax
	call	_RNvNtNtCs9ltgdHTiPiY_4core5slice5index26slice_start_index_len_fail
7:	pop	%rbx
	ret
	.size	f, .-f
