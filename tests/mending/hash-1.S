/* SPDX-License-Identifier: GPL-2.0-only */
/* A hash over blocks of 32 bytes, with two vectors on an aligned stack. */
#include <stackcheck/frame.h>

#define STATE	%rdi
#define DATA	%rsi
#define LEFT	%rdx
#define SUM	%rbx

#define VEC(n)	32 * (n)
#define ROOM	64

	.text

/* 0, or -22 when the last block is not whole. */
SC_FUNC_BEGIN(hash_blocks)
	SC_FRAME_BEGIN
	push	SUM
	sub	$ROOM, %rsp
	and	$-32, %rsp
	mov	$-22, %eax
	vmovdqu	(STATE), %ymm0
	vmovdqa	%ymm0, VEC(0)(%rsp)
1:	test	LEFT, LEFT
	jz	2f
	cmp	$32, LEFT
	jb	3f
	vpaddd	(DATA), %ymm0, %ymm0
	vmovdqu	%ymm0, VEC(1) + 8(%rsp)
	mov	VEC(1) + 8(%rsp), SUM
	add	SUM, (STATE)
	add	$32, DATA
	sub	$32, LEFT
	jmp	1b
2:	vpaddd	VEC(0)(%rsp), %ymm0, %ymm0
	vmovdqu	%ymm0, (STATE)
	xor	%eax, %eax
	lea	-8(%rbp), %rsp
	pop	SUM
	SC_FRAME_END
	ret
3:	mov	%rbp, %rsp
	SC_FRAME_END
	ret
SC_FUNC_END(hash_blocks)
