/* SPDX-License-Identifier: GPL-2.0-only */
/* A chained cipher: each block is mixed with the one before, then encrypted. */
#include <stackcheck/frame.h>

#define KEY	%rdi
#define DST	%rsi
#define SRC	%rdx
#define NBLOCKS	%rcx
#define IV	%r8
#define CHAIN	%r12

	.text

/* One block in %rax, in place; changes %r10 besides. */
SC_FUNC_BEGIN_LOCAL(encrypt_block)
	mov	$16, %r10d
1:	rol	$11, %rax
	xor	(KEY), %rax
	dec	%r10d
	jnz	1b
	ret
SC_FUNC_END(encrypt_block)

SC_FUNC_BEGIN(chain_encrypt)
	test	NBLOCKS, NBLOCKS
	jz	3f
	SC_FRAME_BEGIN
	push	CHAIN
	mov	(IV), CHAIN
2:	mov	(SRC), %rax
	xor	CHAIN, %rax
	call	encrypt_block
	mov	%rax, CHAIN
	mov	%rax, (DST)
	add	$8, SRC
	add	$8, DST
	dec	NBLOCKS
	jnz	2b
	mov	CHAIN, (IV)
	pop	CHAIN
3:	SC_FRAME_END
	ret
SC_FUNC_END(chain_encrypt)
