# SPDX-License-Identifier: GPL-2.0-only
# Each form of a store that hits the saved frame pointer.
# stackcheck: --mode=frame
# expect: f0 [slot-overwritten]
# expect: f1 [slot-overwritten]
# expect: f2 [slot-overwritten]
# expect: f3 [slot-overwritten]
# expect: f4 [slot-overwritten]
# expect: f5 [slot-overwritten]
# expect: f6 [slot-overwritten]
# expect: f7 [slot-overwritten]
# expect: f8 [slot-overwritten]
# expect: f9 [slot-overwritten]
# expect: f10 [slot-overwritten]
# expect: f11 [slot-overwritten]
# expect: f12 [slot-overwritten]
# expect: f13 [slot-overwritten]
# expect: f14 [slot-overwritten]
# expect: f15 [slot-overwritten]
# expect: f16 [slot-overwritten]
# expect: f17 [slot-overwritten]
# expect: f18 [slot-overwritten]
# expect: f19 [slot-overwritten]
# expect: f20 [slot-overwritten]
# expect: f21 [slot-overwritten]
# expect: f22 [slot-overwritten]
# expect: f23 [slot-overwritten]
# expect: f24 [slot-overwritten]
# expect: f25 [slot-overwritten]
# expect: f26 [slot-overwritten]
# expect: f27 [slot-overwritten]
# expect: f28 [slot-overwritten]
# expect: f29 [slot-overwritten]
# expect: f30 [slot-overwritten]
# expect: f31 [slot-overwritten]
# expect: f32 [slot-overwritten]
# expect: f33 [slot-overwritten]
# expect: f34 [slot-overwritten]
# expect: f35 [slot-overwritten]
# expect: f36 [slot-overwritten]
# expect: f37 [slot-overwritten]
# expect: f38 [slot-overwritten]
# expect: f39 [slot-overwritten]
# expect: f40 [slot-overwritten]
# expect: f41 [slot-overwritten]
# expect: f42 [slot-overwritten]
# expect: f43 [slot-overwritten]
# expect: f44 [slot-overwritten]
# expect: f45 [slot-overwritten]
# expect: f46 [slot-overwritten]
# expect: f47 [slot-overwritten]
# expect: f48 [slot-overwritten]
# expect: f49 [slot-overwritten]
# expect: f50 [slot-overwritten]
# expect: f51 [slot-overwritten]
# expect: f52 [slot-overwritten]
# expect: f53 [slot-overwritten]
# expect: f54 [slot-overwritten]
# expect: f55 [slot-overwritten]
# expect: f56 [slot-overwritten]
# expect: f57 [slot-overwritten]
# expect: f58 [slot-overwritten]
# expect: f59 [slot-overwritten]
# expect: f60 [slot-overwritten]
# expect: f61 [slot-overwritten]
# expect: f62 [slot-overwritten]
# expect: f63 [slot-overwritten]
# expect: f64 [slot-overwritten]
# expect: f65 [slot-overwritten]
# expect: f66 [slot-overwritten]
# expect: f67 [slot-overwritten]
# expect: f68 [slot-overwritten]
# expect: f69 [slot-overwritten]
# expect: f70 [slot-overwritten]
# expect: f71 [slot-overwritten]
# expect: f72 [slot-overwritten]
# expect: f73 [slot-overwritten]
# expect: f74 [slot-overwritten]
# expect: f75 [slot-overwritten]
# expect: f76 [slot-overwritten]
# expect: f77 [slot-overwritten]
# expect: f78 [slot-overwritten]
# expect: f9 [slot-overwritten]
# expect: f11 [slot-overwritten]
# expect: f13 [slot-overwritten]
# expect: f32 [slot-overwritten]
# expect: f33 [slot-overwritten]
# expect: f34 [slot-overwritten]
# expect: f35 [slot-overwritten]
# expect: f37 [slot-overwritten]
# expect: f71 [slot-overwritten]
# expect: f72 [slot-overwritten]
	.text
	.globl	f0
	.type	f0, @function
f0:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rdi, (%rsp)
	ud2
	.size	f0, .-f0
	.globl	f1
	.type	f1, @function
f1:
	push	%rbp
	mov	%rsp, %rbp
	movq	$0, (%rsp)
	ud2
	.size	f1, .-f1
	.globl	f2
	.type	f2, @function
f2:
	push	%rbp
	mov	%rsp, %rbp
	movl	$0, 4(%rsp)
	ud2
	.size	f2, .-f2
	.globl	f3
	.type	f3, @function
f3:
	push	%rbp
	mov	%rsp, %rbp
	movw	$0, 6(%rsp)
	ud2
	.size	f3, .-f3
	.globl	f4
	.type	f4, @function
f4:
	push	%rbp
	mov	%rsp, %rbp
	movb	$0, 7(%rsp)
	ud2
	.size	f4, .-f4
	.globl	f5
	.type	f5, @function
f5:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rdi, -4(%rsp)
	ud2
	.size	f5, .-f5
	.globl	f6
	.type	f6, @function
f6:
	push	%rbp
	mov	%rsp, %rbp
	mov	%cs, (%rsp)
	ud2
	.size	f6, .-f6
	.globl	f7
	.type	f7, @function
f7:
	push	%rbp
	mov	%rsp, %rbp
	movnti	%rdi, (%rsp)
	ud2
	.size	f7, .-f7
	.globl	f8
	.type	f8, @function
f8:
	push	%rbp
	mov	%rsp, %rbp
	movbe	%rdi, (%rsp)
	ud2
	.size	f8, .-f8
	.globl	f9
	.type	f9, @function
f9:
	push	%rbp
	mov	%rsp, %rbp
	movups	%xmm0, (%rsp)
	ud2
	.size	f9, .-f9
	.globl	f10
	.type	f10, @function
f10:
	push	%rbp
	mov	%rsp, %rbp
	movups	%xmm0, -8(%rsp)
	ud2
	.size	f10, .-f10
	.globl	f11
	.type	f11, @function
f11:
	push	%rbp
	mov	%rsp, %rbp
	movaps	%xmm0, (%rsp)
	ud2
	.size	f11, .-f11
	.globl	f12
	.type	f12, @function
f12:
	push	%rbp
	mov	%rsp, %rbp
	movdqu	%xmm0, -15(%rsp)
	ud2
	.size	f12, .-f12
	.globl	f13
	.type	f13, @function
f13:
	push	%rbp
	mov	%rsp, %rbp
	movntdq	%xmm0, (%rsp)
	ud2
	.size	f13, .-f13
	.globl	f14
	.type	f14, @function
f14:
	push	%rbp
	mov	%rsp, %rbp
	movlps	%xmm0, (%rsp)
	ud2
	.size	f14, .-f14
	.globl	f15
	.type	f15, @function
f15:
	push	%rbp
	mov	%rsp, %rbp
	movhps	%xmm0, (%rsp)
	ud2
	.size	f15, .-f15
	.globl	f16
	.type	f16, @function
f16:
	push	%rbp
	mov	%rsp, %rbp
	movq	%xmm0, (%rsp)
	ud2
	.size	f16, .-f16
	.globl	f17
	.type	f17, @function
f17:
	push	%rbp
	mov	%rsp, %rbp
	movd	%xmm0, (%rsp)
	ud2
	.size	f17, .-f17
	.globl	f18
	.type	f18, @function
f18:
	push	%rbp
	mov	%rsp, %rbp
	movss	%xmm0, (%rsp)
	ud2
	.size	f18, .-f18
	.globl	f19
	.type	f19, @function
f19:
	push	%rbp
	mov	%rsp, %rbp
	movsd	%xmm0, (%rsp)
	ud2
	.size	f19, .-f19
	.globl	f20
	.type	f20, @function
f20:
	push	%rbp
	mov	%rsp, %rbp
	pextrq	$0, %xmm0, (%rsp)
	ud2
	.size	f20, .-f20
	.globl	f21
	.type	f21, @function
f21:
	push	%rbp
	mov	%rsp, %rbp
	extractps	$0, %xmm0, (%rsp)
	ud2
	.size	f21, .-f21
	.globl	f22
	.type	f22, @function
f22:
	push	%rbp
	mov	%rsp, %rbp
	vmovdqu	%ymm0, -24(%rsp)
	ud2
	.size	f22, .-f22
	.globl	f23
	.type	f23, @function
f23:
	push	%rbp
	mov	%rsp, %rbp
	vmovups	%zmm0, -56(%rsp)
	ud2
	.size	f23, .-f23
	.globl	f24
	.type	f24, @function
f24:
	push	%rbp
	mov	%rsp, %rbp
	vmovdqu64	%zmm0, -56(%rsp)
	ud2
	.size	f24, .-f24
	.globl	f25
	.type	f25, @function
f25:
	push	%rbp
	mov	%rsp, %rbp
	vextracti128	$0, %ymm0, -8(%rsp)
	ud2
	.size	f25, .-f25
	.globl	f26
	.type	f26, @function
f26:
	push	%rbp
	mov	%rsp, %rbp
	vcvtps2ph	$0, %ymm0, -8(%rsp)
	ud2
	.size	f26, .-f26
	.globl	f27
	.type	f27, @function
f27:
	push	%rbp
	mov	%rsp, %rbp
	kmovq	%k1, (%rsp)
	ud2
	.size	f27, .-f27
	.globl	f28
	.type	f28, @function
f28:
	push	%rbp
	mov	%rsp, %rbp
	fstpt	-2(%rsp)
	ud2
	.size	f28, .-f28
	.globl	f29
	.type	f29, @function
f29:
	push	%rbp
	mov	%rsp, %rbp
	fstl	(%rsp)
	ud2
	.size	f29, .-f29
	.globl	f30
	.type	f30, @function
f30:
	push	%rbp
	mov	%rsp, %rbp
	fistpll	(%rsp)
	ud2
	.size	f30, .-f30
	.globl	f31
	.type	f31, @function
f31:
	push	%rbp
	mov	%rsp, %rbp
	fbstp	-9(%rsp)
	ud2
	.size	f31, .-f31
	.globl	f32
	.type	f32, @function
f32:
	push	%rbp
	mov	%rsp, %rbp
	fnstcw	7(%rsp)
	ud2
	.size	f32, .-f32
	.globl	f33
	.type	f33, @function
f33:
	push	%rbp
	mov	%rsp, %rbp
	fnstenv	-10(%rsp)
	ud2
	.size	f33, .-f33
	.globl	f34
	.type	f34, @function
f34:
	push	%rbp
	mov	%rsp, %rbp
	fnsave	-92(%rsp)
	ud2
	.size	f34, .-f34
	.globl	f35
	.type	f35, @function
f35:
	push	%rbp
	mov	%rsp, %rbp
	fxsave	-500(%rsp)
	ud2
	.size	f35, .-f35
	.globl	f36
	.type	f36, @function
f36:
	push	%rbp
	mov	%rsp, %rbp
	stmxcsr	(%rsp)
	ud2
	.size	f36, .-f36
	.globl	f37
	.type	f37, @function
f37:
	push	%rbp
	mov	%rsp, %rbp
	xsave	-504(%rsp)
	ud2
	.size	f37, .-f37
	.globl	f38
	.type	f38, @function
f38:
	push	%rbp
	mov	%rsp, %rbp
	sgdt	-9(%rsp)
	ud2
	.size	f38, .-f38
	.globl	f39
	.type	f39, @function
f39:
	push	%rbp
	mov	%rsp, %rbp
	sidt	-8(%rsp)
	ud2
	.size	f39, .-f39
	.globl	f40
	.type	f40, @function
f40:
	push	%rbp
	mov	%rsp, %rbp
	sldt	(%rsp)
	ud2
	.size	f40, .-f40
	.globl	f41
	.type	f41, @function
f41:
	push	%rbp
	mov	%rsp, %rbp
	smsw	(%rsp)
	ud2
	.size	f41, .-f41
	.globl	f42
	.type	f42, @function
f42:
	push	%rbp
	mov	%rsp, %rbp
	str	(%rsp)
	ud2
	.size	f42, .-f42
	.globl	f43
	.type	f43, @function
f43:
	push	%rbp
	mov	%rsp, %rbp
	incq	(%rsp)
	ud2
	.size	f43, .-f43
	.globl	f44
	.type	f44, @function
f44:
	push	%rbp
	mov	%rsp, %rbp
	decl	(%rsp)
	ud2
	.size	f44, .-f44
	.globl	f45
	.type	f45, @function
f45:
	push	%rbp
	mov	%rsp, %rbp
	notq	(%rsp)
	ud2
	.size	f45, .-f45
	.globl	f46
	.type	f46, @function
f46:
	push	%rbp
	mov	%rsp, %rbp
	negb	(%rsp)
	ud2
	.size	f46, .-f46
	.globl	f47
	.type	f47, @function
f47:
	push	%rbp
	mov	%rsp, %rbp
	addq	$1, (%rsp)
	ud2
	.size	f47, .-f47
	.globl	f48
	.type	f48, @function
f48:
	push	%rbp
	mov	%rsp, %rbp
	lock	orb $1, (%rsp)
	ud2
	.size	f48, .-f48
	.globl	f49
	.type	f49, @function
f49:
	push	%rbp
	mov	%rsp, %rbp
	sub	%rdi, (%rsp)
	ud2
	.size	f49, .-f49
	.globl	f50
	.type	f50, @function
f50:
	push	%rbp
	mov	%rsp, %rbp
	adc	%rdi, (%rsp)
	ud2
	.size	f50, .-f50
	.globl	f51
	.type	f51, @function
f51:
	push	%rbp
	mov	%rsp, %rbp
	andl	$3, (%rsp)
	ud2
	.size	f51, .-f51
	.globl	f52
	.type	f52, @function
f52:
	push	%rbp
	mov	%rsp, %rbp
	xor	%al, 3(%rsp)
	ud2
	.size	f52, .-f52
	.globl	f53
	.type	f53, @function
f53:
	push	%rbp
	mov	%rsp, %rbp
	shlq	$1, (%rsp)
	ud2
	.size	f53, .-f53
	.globl	f54
	.type	f54, @function
f54:
	push	%rbp
	mov	%rsp, %rbp
	rorq	%cl, (%rsp)
	ud2
	.size	f54, .-f54
	.globl	f55
	.type	f55, @function
f55:
	push	%rbp
	mov	%rsp, %rbp
	shld	$3, %rdi, (%rsp)
	ud2
	.size	f55, .-f55
	.globl	f56
	.type	f56, @function
f56:
	push	%rbp
	mov	%rsp, %rbp
	btsq	$3, (%rsp)
	ud2
	.size	f56, .-f56
	.globl	f57
	.type	f57, @function
f57:
	push	%rbp
	mov	%rsp, %rbp
	btcq	$3, (%rsp)
	ud2
	.size	f57, .-f57
	.globl	f58
	.type	f58, @function
f58:
	push	%rbp
	mov	%rsp, %rbp
	sete	(%rsp)
	ud2
	.size	f58, .-f58
	.globl	f59
	.type	f59, @function
f59:
	push	%rbp
	mov	%rsp, %rbp
	xchg	%rdi, (%rsp)
	ud2
	.size	f59, .-f59
	.globl	f60
	.type	f60, @function
f60:
	push	%rbp
	mov	%rsp, %rbp
	xadd	%rdi, (%rsp)
	ud2
	.size	f60, .-f60
	.globl	f61
	.type	f61, @function
f61:
	push	%rbp
	mov	%rsp, %rbp
	lock	cmpxchg %rdi, (%rsp)
	ud2
	.size	f61, .-f61
	.globl	f62
	.type	f62, @function
f62:
	push	%rbp
	mov	%rsp, %rbp
	cmpxchg8b	(%rsp)
	ud2
	.size	f62, .-f62
	.globl	f63
	.type	f63, @function
f63:
	push	%rbp
	mov	%rsp, %rbp
	cmpxchg16b	-8(%rsp)
	ud2
	.size	f63, .-f63
	.globl	f64
	.type	f64, @function
f64:
	push	%rbp
	mov	%rsp, %rbp
	rdfsbase	%rax
	mov	%rax, (%rsp)
	ud2
	.size	f64, .-f64
	.globl	f65
	.type	f65, @function
f65:
	push	%rbp
	mov	%rsp, %rbp
	lea	(%rsp), %rdi
	stosq
	ud2
	.size	f65, .-f65
	.globl	f66
	.type	f66, @function
f66:
	push	%rbp
	mov	%rsp, %rbp
	lea	8(%rsp), %rdi
	mov	%rax, -8(%rdi)
	ud2
	.size	f66, .-f66
	.globl	f67
	.type	f67, @function
f67:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rsp, %rax
	mov	%rdi, (%rax)
	ud2
	.size	f67, .-f67
	.globl	f68
	.type	f68, @function
f68:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rsp, %rdi
	movsb
	ud2
	.size	f68, .-f68
	.globl	f69
	.type	f69, @function
f69:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rsp, %rdi
	insb
	ud2
	.size	f69, .-f69
	.globl	f70
	.type	f70, @function
f70:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rsp, %rax
	add	$-16, %rax
	mov	%rsi, 16(%rax)
	ud2
	.size	f70, .-f70
	.globl	f71
	.type	f71, @function
f71:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rsp, %rdi
	clc
	maskmovdqu	%xmm0, %xmm1
	ud2
	.size	f71, .-f71
	.globl	f72
	.type	f72, @function
f72:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rsp, %rax
	movdir64b	(%rdi), %rax
	ud2
	.size	f72, .-f72
	.globl	f73
	.type	f73, @function
f73:
	push	%rbp
	mov	%rsp, %rbp
	movdiri	%rdi, (%rsp)
	ud2
	.size	f73, .-f73
	.globl	f74
	.type	f74, @function
f74:
	push	%rbp
	mov	%rsp, %rbp
	vmread	%rdi, (%rsp)
	ud2
	.size	f74, .-f74
	.globl	f75
	.type	f75, @function
f75:
	push	%rbp
	mov	%rsp, %rbp
	incl	(%rsp)
	ud2
	.size	f75, .-f75
	.globl	f76
	.type	f76, @function
f76:
	push	%rbp
	mov	%rsp, %rbp
	.byte	0x26
	mov	%rdi, (%rsp)
	ud2
	.size	f76, .-f76
	.globl	f77
	.type	f77, @function
f77:
	push	%rbp
	mov	%rsp, %rbp
	.byte	0x36
	mov	%rdi, (%rsp)
	ud2
	.size	f77, .-f77
	.globl	f78
	.type	f78, @function
f78:
	push	%rbp
	mov	%rsp, %rbp
	.byte	0x2e
	mov	%rdi, (%rsp)
	ud2
	.size	f78, .-f78
