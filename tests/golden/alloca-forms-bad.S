# SPDX-License-Identifier: GPL-2.0-only
# What looks like room of a size known at run time, and leads nowhere: without a
# frame, by an address of other memory, by what no size is.
# stackcheck: --mode=table
# expect: no_frame+0x6 [sp-unknown]
# expect: no_frame [return-modified]
# expect: no_frame_lea+0x0 [sp-unknown]
# expect: no_frame_lea [return-modified]
# expect: other_memory+0x7 [sp-unknown]
# expect: scaled+0x4 [sp-unknown]
# expect: added+0x4 [sp-unknown]
# expect: loses_frame+0xa [cfa-undefined]
# expect: loses_frame [callee-saved]
# expect: loses_frame [return-modified]
# expect: stays [return-modified]
# expect: stays [callee-saved]
	.text
	.macro function name
	.globl	\name
	.type	\name, @function
\name:
	.endm

	function no_frame
	mov	%rsp, %rax
	sub	%rdi, %rax
	mov	%rax, %rsp
	ret
	.size	no_frame, .-no_frame

	function no_frame_lea
	lea	(%rsp,%rdi), %rsp
	ret
	.size	no_frame_lea, .-no_frame_lea

	function other_memory
	push	%rbp
	mov	%rsp, %rbp
	sub	%rdi, %rax
	mov	%rax, %rsp
	leave
	ret
	.size	other_memory, .-other_memory

	function scaled
	push	%rbp
	mov	%rsp, %rbp
	lea	(%rsp,%rdi,8), %rsp
	leave
	ret
	.size	scaled, .-scaled

	function added
	push	%rbp
	mov	%rsp, %rbp
	add	%rdi, %rsp
	leave
	ret
	.size	added, .-added

	function loses_frame
	push	%rbp
	mov	%rsp, %rbp
	sub	%rdi, %rsp
	mov	%rdi, %rbp
	ret
	.size	loses_frame, .-loses_frame

	function stays
	push	%rbp
	mov	%rsp, %rbp
	sub	%rdi, %rsp
	add	$16, %rsp
	ret
	.size	stays, .-stays
