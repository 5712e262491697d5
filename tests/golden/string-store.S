# SPDX-License-Identifier: GPL-2.0-only
# A string store whose count is a constant: it fits its room, or reaches over
# what was saved above it.
# stackcheck: --mode=table
# expect: stos_over+0x11 [slot-overwritten]
# expect: stos_over [callee-saved]
# expect: stosb_over [slot-overwritten]
# expect: stosb_over [callee-saved]
# expect: movs_over [slot-overwritten]
# expect: movs_over [callee-saved]
# expect: down_over [slot-overwritten]
# expect: down_over [callee-saved]
# expect: single_over [slot-overwritten]
# expect: single_over [callee-saved]
# expect: second_over [slot-overwritten]
# expect: second_over [callee-saved]
# expect: aligned_over [slot-overwritten]
	.text
	.macro function name
	.globl	\name
	.type	\name, @function
\name:
	.endm
	.macro begin room
	push	%rbx
	mov	%esi, %ebx
	sub	$\room, %rsp
	mov	%rsp, %rdi
	.endm
	.macro end name, room
	add	$\room, %rsp
	pop	%rbx
	ret
	.size	\name, .-\name
	.endm

	function stos_fits
	begin	64
	xor	%eax, %eax
	mov	$8, %ecx
	rep stosq
	end	stos_fits, 64

	function stos_over
	begin	64
	mov	$9, %ecx
	xor	%eax, %eax
	rep stosq
	end	stos_over, 64

	function stosb_fits
	begin	40
	mov	$40, %ecx
	rep stosb
	end	stosb_fits, 40

	function stosb_over
	begin	40
	mov	$41, %ecx
	rep stosb
	end	stosb_over, 40

	function movs_fits
	begin	32
	mov	$8, %ecx
	rep movsl
	end	movs_fits, 32

	function movs_over
	begin	32
	mov	$9, %ecx
	rep movsl
	end	movs_over, 32

	function none
	begin	0
	xor	%ecx, %ecx
	rep stosq
	end	none, 0

	/* downwards from the last element */
	function down_fits
	begin	64
	lea	56(%rsp), %rdi
	mov	$8, %ecx
	std
	rep stosq
	cld
	end	down_fits, 64

	function down_over
	begin	64
	lea	60(%rsp), %rdi
	mov	$8, %ecx
	std
	rep stosq
	cld
	end	down_over, 64

	/* how many is not known */
	function unknown
	begin	64
	mov	%esi, %ecx
	rep stosq
	end	unknown, 64

	function single_fits
	begin	4
	stosl
	end	single_fits, 4

	function single_over
	begin	4
	stosq
	end	single_over, 4

	/* the register stands behind what was stored */
	function second_fits
	begin	68
	mov	$8, %ecx
	rep stosq
	stosl
	end	second_fits, 68

	function second_over
	begin	64
	mov	$8, %ecx
	rep stosq
	stosl
	end	second_over, 64

	/* the base of a realigned stack may be where registers were saved */
	function aligned_fits
	push	%rbp
	mov	%rsp, %rbp
	push	%rbx
	mov	%esi, %ebx
	and	$-32, %rsp
	sub	$64, %rsp
	mov	%rsp, %rdi
	mov	$8, %ecx
	rep stosq
	mov	-8(%rbp), %rbx
	leave
	ret
	.size	aligned_fits, .-aligned_fits

	function aligned_over
	push	%rbp
	mov	%rsp, %rbp
	push	%rbx
	mov	%esi, %ebx
	and	$-32, %rsp
	sub	$64, %rsp
	mov	%rsp, %rdi
	mov	$9, %ecx
	rep stosq
	mov	-8(%rbp), %rbx
	leave
	ret
	.size	aligned_over, .-aligned_over
