# SPDX-License-Identifier: GPL-2.0-only
# Instructions that only read the return address, or write beside it.
# stackcheck: --mode=table
# expect: clean
	.text
	.globl	f0
	.type	f0, @function
f0:
	cmp	%rdi, (%rsp)
	ret
	.size	f0, .-f0
	.globl	f1
	.type	f1, @function
f1:
	test	%rdi, (%rsp)
	ret
	.size	f1, .-f1
	.globl	f2
	.type	f2, @function
f2:
	testb	$1, (%rsp)
	ret
	.size	f2, .-f2
	.globl	f3
	.type	f3, @function
f3:
	bt	$3, (%rsp)
	ret
	.size	f3, .-f3
	.globl	f4
	.type	f4, @function
f4:
	mov	(%rsp), %rdi
	ret
	.size	f4, .-f4
	.globl	f5
	.type	f5, @function
f5:
	push	(%rsp)
	pop	%rax
	ret
	.size	f5, .-f5
	.globl	f6
	.type	f6, @function
f6:
	prefetcht0	(%rsp)
	ret
	.size	f6, .-f6
	.globl	f7
	.type	f7, @function
f7:
	ldmxcsr	(%rsp)
	ret
	.size	f7, .-f7
	.globl	f8
	.type	f8, @function
f8:
	fldcw	(%rsp)
	ret
	.size	f8, .-f8
	.globl	f9
	.type	f9, @function
f9:
	fldl	(%rsp)
	ret
	.size	f9, .-f9
	.globl	f10
	.type	f10, @function
f10:
	crc32q	(%rsp), %rax
	ret
	.size	f10, .-f10
	.globl	f11
	.type	f11, @function
f11:
	nopw	(%rsp)
	ret
	.size	f11, .-f11
	.globl	f12
	.type	f12, @function
f12:
	lea	(%rsp), %rdi
	ret
	.size	f12, .-f12
	.globl	f13
	.type	f13, @function
f13:
	movups	(%rsp), %xmm0
	ret
	.size	f13, .-f13
	.globl	f14
	.type	f14, @function
f14:
	vmovdqu	(%rsp), %ymm0
	ret
	.size	f14, .-f14
	.globl	f15
	.type	f15, @function
f15:
	clflush	(%rsp)
	ret
	.size	f15, .-f15
	.globl	f16
	.type	f16, @function
f16:
	cmpsb
	ret
	.size	f16, .-f16
	.globl	f17
	.type	f17, @function
f17:
	lodsq
	ret
	.size	f17, .-f17
	.globl	f18
	.type	f18, @function
f18:
	scasb
	ret
	.size	f18, .-f18
	.globl	f19
	.type	f19, @function
f19:
	movups	%xmm0, -16(%rsp)
	ret
	.size	f19, .-f19
	.globl	f20
	.type	f20, @function
f20:
	vmovdqu	%ymm0, -32(%rsp)
	ret
	.size	f20, .-f20
	.globl	f21
	.type	f21, @function
f21:
	fxsave	-512(%rsp)
	ret
	.size	f21, .-f21
	.globl	f22
	.type	f22, @function
f22:
	movups	%xmm0, 8(%rsp)
	ret
	.size	f22, .-f22
	.globl	f23
	.type	f23, @function
f23:
	sgdt	8(%rsp)
	ret
	.size	f23, .-f23
	.globl	f24
	.type	f24, @function
f24:
	mov	%rdi, 8(%rsp)
	ret
	.size	f24, .-f24
	.globl	f25
	.type	f25, @function
f25:
	mov	%rsp, %rsi
	movsb
	ret
	.size	f25, .-f25
	.globl	f26
	.type	f26, @function
f26:
	mov	%rsp, %rsi
	lodsb
	ret
	.size	f26, .-f26
	.globl	f27
	.type	f27, @function
f27:
	mov	%rdi, %gs:(%rsp)
	ret
	.size	f27, .-f27
	.globl	f28
	.type	f28, @function
f28:
	mov	%rdi, (%rdi)
	ret
	.size	f28, .-f28
	.globl	f29
	.type	f29, @function
f29:
	cmovne	(%rsp), %rdi
	ret
	.size	f29, .-f29
	.globl	f30
	.type	f30, @function
f30:
	adc	(%rsp), %rdi
	ret
	.size	f30, .-f30
	.globl	f31
	.type	f31, @function
f31:
	xor	(%rsp), %rdi
	ret
	.size	f31, .-f31
	.globl	f32
	.type	f32, @function
f32:
	imul	$3, (%rsp), %rdi
	ret
	.size	f32, .-f32
	.globl	f33
	.type	f33, @function
f33:
	divq	(%rsp)
	ret
	.size	f33, .-f33
	.globl	f34
	.type	f34, @function
f34:
	mulq	(%rsp)
	ret
	.size	f34, .-f34
	.globl	f35
	.type	f35, @function
f35:
	vpaddd	(%rsp), %ymm0, %ymm0
	ret
	.size	f35, .-f35
	.globl	f36
	.type	f36, @function
f36:
	pcmpestri	$0, (%rsp), %xmm0
	ret
	.size	f36, .-f36
	.globl	f37
	.type	f37, @function
f37:
	vmptrld	(%rsp)
	ret
	.size	f37, .-f37
	.globl	f38
	.type	f38, @function
f38:
	invlpg	(%rsp)
	ret
	.size	f38, .-f38
	.globl	f39
	.type	f39, @function
f39:
	lgdt	(%rsp)
	ret
	.size	f39, .-f39
	.globl	f40
	.type	f40, @function
f40:
	lidt	(%rsp)
	ret
	.size	f40, .-f40
	.globl	f41
	.type	f41, @function
f41:
	ltr	(%rsp)
	ret
	.size	f41, .-f41
	.globl	f42
	.type	f42, @function
f42:
	lldt	(%rsp)
	ret
	.size	f42, .-f42
	.globl	f43
	.type	f43, @function
f43:
	lmsw	(%rsp)
	ret
	.size	f43, .-f43
	.globl	f44
	.type	f44, @function
f44:
	verr	(%rsp)
	ret
	.size	f44, .-f44
	.globl	f45
	.type	f45, @function
f45:
	fxrstor	(%rsp)
	ret
	.size	f45, .-f45
	.globl	f46
	.type	f46, @function
f46:
	xrstor	(%rsp)
	ret
	.size	f46, .-f46
	.globl	f47
	.type	f47, @function
f47:
	call	*(%rsp)
	ret
	.size	f47, .-f47
	.globl	f48
	.type	f48, @function
f48:
	kmovq	(%rsp), %k1
	ret
	.size	f48, .-f48
	.globl	f49
	.type	f49, @function
f49:
	outsb
	ret
	.size	f49, .-f49
