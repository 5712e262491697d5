# SPDX-License-Identifier: GPL-2.0-only
# Loops that end where a pointer comes to the stack pointer, which stays where it
# is: from above, as gcc 14 makes of an array that is walked from its end, and from
# below, in the red zone of programs.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	down
	.type	down, @function
down:
	sub	$40, %rsp
	lea	32(%rsp), %rdi
1:
	mov	%eax, 0x1c(%rdi)
	sub	$4, %rdi
	cmp	%rsp, %rdi
	jne	1b
	add	$40, %rsp
	ret
	.size	down, .-down

	.globl	down_ahead
	.type	down_ahead, @function
down_ahead:
	sub	$40, %rsp
	lea	32(%rsp), %rdi
1:
	cmp	%rdi, %rsp
	je	2f
	sub	$4, %rdi
	mov	%eax, (%rdi)
	jmp	1b
2:
	add	$40, %rsp
	ret
	.size	down_ahead, .-down_ahead

	.globl	in_frame
	.type	in_frame, @function
in_frame:
	push	%rbp
	mov	%rsp, %rbp
	sub	$32, %rsp
	mov	%rbp, %rdi
1:
	sub	$4, %rdi
	mov	%eax, (%rdi)
	cmp	%rsp, %rdi
	jne	1b
	leave
	ret
	.size	in_frame, .-in_frame

	.globl	up
	.type	up, @function
up:
	lea	-32(%rsp), %rdi
1:
	mov	%eax, (%rdi)
	add	$4, %rdi
	cmp	%rsp, %rdi
	jne	1b
	ret
	.size	up, .-up
