# SPDX-License-Identifier: GPL-2.0-only
# Room of run-time size on one path only; the frame pointer leads to the CFA on both, and leave takes it all back.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f
	.type	f, @function
f:
	push	%rbp
	mov	%rsp, %rbp
	push	%rbx
	sub	$8, %rsp
	test	%edi, %edi
	je	1f
	and	$0x3f0, %eax
	sub	%rax, %rsp
1:
	mov	%edi, %ebx
	call	other
	mov	%ebx, %eax
	mov	-8(%rbp), %rbx
	leave
	ret
	.size	f, .-f
