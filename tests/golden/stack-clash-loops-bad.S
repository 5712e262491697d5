# SPDX-License-Identifier: GPL-2.0-only
# Without a frame nothing leads to the CFA in such a loop; behind it the stack
# pointer is known again. Other loops that move the stack pointer are wrong in a
# frame, too; what is said of them tells the two apart.
# stackcheck: --mode=table
# expect: no_frame+0x17 [stack-mismatch]
# expect: no_frame_leaks+0x17 [stack-mismatch]
# expect: no_frame_leaks [return-modified]
# expect: other_loop+0xa [stack-mismatch]
# expect-message: %rsp is CFA-32 here, CFA-16 on another path
	.text
	.macro function name
	.globl	\name
	.type	\name, @function
\name:
	.endm

	.macro no_frame_loop
	lea	-0x5000(%rsp), %r11
1:
	sub	$0x1000, %rsp
	orq	$0, (%rsp)
	cmp	%r11, %rsp
	jne	1b
	.endm

	function no_frame
	no_frame_loop
	add	$0x5000, %rsp
	ret
	.size	no_frame, .-no_frame

	function no_frame_leaks
	no_frame_loop
	add	$0x4ff8, %rsp
	ret
	.size	no_frame_leaks, .-no_frame_leaks

	function other_loop
	push	%rbp
	mov	%rsp, %rbp
1:
	sub	$16, %rsp
	dec	%edi
	jne	1b
	leave
	ret
	.size	other_loop, .-other_loop
