# SPDX-License-Identifier: GPL-2.0-only
# Each form of writing the frame pointer, in a function with a frame.
# stackcheck: --mode=frame
# expect: f0 [frame-modified]
# expect: f1 [frame-modified]
# expect: f2 [frame-modified]
# expect: f3 [frame-modified]
# expect: f4 [frame-modified]
# expect: f5 [frame-modified]
# expect: f6 [frame-modified]
# expect: f7 [frame-modified]
# expect: f8 [frame-modified]
# expect: f9 [frame-modified]
# expect: f10 [frame-modified]
# expect: f11 [frame-modified]
# expect: f12 [frame-modified]
# expect: f13 [frame-modified]
# expect: f14 [frame-modified]
# expect: f15 [frame-modified]
# expect: f16 [frame-modified]
# expect: f17 [frame-modified]
# expect: f18 [frame-modified]
# expect: f19 [frame-modified]
# expect: f20 [frame-modified]
# expect: f21 [frame-modified]
# expect: f22 [frame-modified]
# expect: f23 [frame-modified]
# expect: f24 [frame-modified]
# expect: f25 [frame-modified]
# expect: f26 [frame-modified]
# expect: f27 [frame-modified]
# expect: f28 [frame-modified]
# expect: f29 [frame-modified]
# expect: f30 [frame-modified]
# expect: f31 [frame-modified]
# expect: f32 [frame-modified]
# expect: f33 [frame-modified]
# expect: f34 [frame-modified]
# expect: f35 [frame-modified]
# expect: f36 [frame-modified]
# expect: f37 [frame-modified]
# expect: f38 [frame-modified]
# expect: f39 [frame-modified]
# expect: f40 [frame-modified]
# expect: f41 [frame-modified]
# expect: f42 [frame-modified]
# expect: f43 [frame-modified]
# expect: f44 [frame-modified]
# expect: f45 [frame-modified]
# expect: f46 [frame-modified]
# expect: f47 [frame-modified]
# expect: f48 [frame-modified]
# expect: f49 [frame-modified]
# expect: f50 [frame-modified]
# expect: f51 [frame-modified]
# expect: f52 [frame-modified]
# expect: f53 [frame-modified]
# expect: f54 [frame-modified]
# expect: f55 [frame-modified]
# expect: f56 [frame-modified]
# expect: f57 [frame-modified]
# expect: f58 [frame-modified]
# expect: f59 [frame-modified]
# expect: f60 [frame-modified]
# expect: f61 [frame-modified]
# expect: f62 [frame-modified]
# expect: f63 [frame-modified]
# expect: f64 [frame-modified]
# expect: f65 [frame-modified]
# expect: f66 [frame-modified]
# expect: f67 [frame-modified]
# expect: f68 [frame-modified]
# expect: f69 [frame-modified]
# expect: f70 [frame-modified]
# expect: f71 [frame-modified]
# expect: f72 [frame-modified]
# expect: f73 [frame-modified]
# expect: f74 [frame-modified]
# expect: f75 [frame-modified]
# expect: f76 [frame-modified]
# expect: f77 [frame-modified]
# expect: f78 [frame-modified]
# expect: f79 [frame-modified]
# expect: f80 [frame-modified]
# expect: f81 [frame-modified]
# expect: f82 [frame-modified]
# expect: f83 [frame-modified]
# expect: f84 [frame-modified]
# expect: f85 [frame-modified]
# expect: f86 [frame-modified]
# expect: f87 [frame-modified]
# expect: f88 [frame-modified]
# expect: f89 [frame-modified]
# expect: f90 [frame-modified]
# expect: f91 [frame-modified]
# expect: f92 [frame-modified]
# expect: f93 [frame-modified]
# expect: f94 [frame-modified]
# expect: f95 [frame-modified]
# expect: f96 [frame-modified]
# expect: f97 [frame-modified]
# expect: f98 [frame-modified]
# expect: f99 [frame-modified]
# expect: f100 [frame-modified]
# expect: f101 [frame-modified]
# expect: f102 [frame-modified]
# expect: f103 [frame-modified]
# expect: f104 [frame-modified]
	.text
	.globl	f0
	.type	f0, @function
f0:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rdi, %rbp
	call	g
	ud2
	.size	f0, .-f0
	.globl	f1
	.type	f1, @function
f1:
	push	%rbp
	mov	%rsp, %rbp
	mov	%edi, %ebp
	call	g
	ud2
	.size	f1, .-f1
	.globl	f2
	.type	f2, @function
f2:
	push	%rbp
	mov	%rsp, %rbp
	mov	%ebp, %ebp
	call	g
	ud2
	.size	f2, .-f2
	.globl	f3
	.type	f3, @function
f3:
	push	%rbp
	mov	%rsp, %rbp
	mov	%di, %bp
	call	g
	ud2
	.size	f3, .-f3
	.globl	f4
	.type	f4, @function
f4:
	push	%rbp
	mov	%rsp, %rbp
	mov	$1, %bpl
	call	g
	ud2
	.size	f4, .-f4
	.globl	f5
	.type	f5, @function
f5:
	push	%rbp
	mov	%rsp, %rbp
	mov	$0x1000, %ebp
	call	g
	ud2
	.size	f5, .-f5
	.globl	f6
	.type	f6, @function
f6:
	push	%rbp
	mov	%rsp, %rbp
	mov	$-4096, %rbp
	call	g
	ud2
	.size	f6, .-f6
	.globl	f7
	.type	f7, @function
f7:
	push	%rbp
	mov	%rsp, %rbp
	mov	%sil, %bpl
	call	g
	ud2
	.size	f7, .-f7
	.globl	f8
	.type	f8, @function
f8:
	push	%rbp
	mov	%rsp, %rbp
	mov	(%rdi), %rbp
	call	g
	ud2
	.size	f8, .-f8
	.globl	f9
	.type	f9, @function
f9:
	push	%rbp
	mov	%rsp, %rbp
	mov	%gs:16, %rbp
	call	g
	ud2
	.size	f9, .-f9
	.globl	f10
	.type	f10, @function
f10:
	push	%rbp
	mov	%rsp, %rbp
	mov	%ds, %ebp
	call	g
	ud2
	.size	f10, .-f10
	.globl	f11
	.type	f11, @function
f11:
	push	%rbp
	mov	%rsp, %rbp
	mov	%cr3, %rbp
	call	g
	ud2
	.size	f11, .-f11
	.globl	f12
	.type	f12, @function
f12:
	push	%rbp
	mov	%rsp, %rbp
	mov	%db0, %rbp
	call	g
	ud2
	.size	f12, .-f12
	.globl	f13
	.type	f13, @function
f13:
	push	%rbp
	mov	%rsp, %rbp
	movzwl	(%rdi), %ebp
	call	g
	ud2
	.size	f13, .-f13
	.globl	f14
	.type	f14, @function
f14:
	push	%rbp
	mov	%rsp, %rbp
	movzbl	%al, %ebp
	call	g
	ud2
	.size	f14, .-f14
	.globl	f15
	.type	f15, @function
f15:
	push	%rbp
	mov	%rsp, %rbp
	movslq	%edi, %rbp
	call	g
	ud2
	.size	f15, .-f15
	.globl	f16
	.type	f16, @function
f16:
	push	%rbp
	mov	%rsp, %rbp
	movsbq	(%rdi), %rbp
	call	g
	ud2
	.size	f16, .-f16
	.globl	f17
	.type	f17, @function
f17:
	push	%rbp
	mov	%rsp, %rbp
	movbe	(%rdi), %rbp
	call	g
	ud2
	.size	f17, .-f17
	.globl	f18
	.type	f18, @function
f18:
	push	%rbp
	mov	%rsp, %rbp
	xchg	%rbp, %rdi
	call	g
	ud2
	.size	f18, .-f18
	.globl	f19
	.type	f19, @function
f19:
	push	%rbp
	mov	%rsp, %rbp
	xchg	%rbp, (%rdi)
	call	g
	ud2
	.size	f19, .-f19
	.globl	f20
	.type	f20, @function
f20:
	push	%rbp
	mov	%rsp, %rbp
	xchg	%ebp, %eax
	call	g
	ud2
	.size	f20, .-f20
	.globl	f21
	.type	f21, @function
f21:
	push	%rbp
	mov	%rsp, %rbp
	xadd	%rbp, (%rdi)
	call	g
	ud2
	.size	f21, .-f21
	.globl	f22
	.type	f22, @function
f22:
	push	%rbp
	mov	%rsp, %rbp
	xadd	%rax, %rbp
	call	g
	ud2
	.size	f22, .-f22
	.globl	f23
	.type	f23, @function
f23:
	push	%rbp
	mov	%rsp, %rbp
	cmpxchg	%rdi, %rbp
	call	g
	ud2
	.size	f23, .-f23
	.globl	f24
	.type	f24, @function
f24:
	push	%rbp
	mov	%rsp, %rbp
	cmovne	%rdi, %rbp
	call	g
	ud2
	.size	f24, .-f24
	.globl	f25
	.type	f25, @function
f25:
	push	%rbp
	mov	%rsp, %rbp
	cmovs	(%rdi), %ebp
	call	g
	ud2
	.size	f25, .-f25
	.globl	f26
	.type	f26, @function
f26:
	push	%rbp
	mov	%rsp, %rbp
	sete	%bpl
	call	g
	ud2
	.size	f26, .-f26
	.globl	f27
	.type	f27, @function
f27:
	push	%rbp
	mov	%rsp, %rbp
	sub	%rax, %rbp
	call	g
	ud2
	.size	f27, .-f27
	.globl	f28
	.type	f28, @function
f28:
	push	%rbp
	mov	%rsp, %rbp
	add	%rax, %rbp
	call	g
	ud2
	.size	f28, .-f28
	.globl	f29
	.type	f29, @function
f29:
	push	%rbp
	mov	%rsp, %rbp
	add	(%rdi), %rbp
	call	g
	ud2
	.size	f29, .-f29
	.globl	f30
	.type	f30, @function
f30:
	push	%rbp
	mov	%rsp, %rbp
	sub	$16, %ebp
	call	g
	ud2
	.size	f30, .-f30
	.globl	f31
	.type	f31, @function
f31:
	push	%rbp
	mov	%rsp, %rbp
	sub	$16, %bp
	call	g
	ud2
	.size	f31, .-f31
	.globl	f32
	.type	f32, @function
f32:
	push	%rbp
	mov	%rsp, %rbp
	add	$8, %bpl
	call	g
	ud2
	.size	f32, .-f32
	.globl	f33
	.type	f33, @function
f33:
	push	%rbp
	mov	%rsp, %rbp
	adc	$8, %rbp
	call	g
	ud2
	.size	f33, .-f33
	.globl	f34
	.type	f34, @function
f34:
	push	%rbp
	mov	%rsp, %rbp
	sbb	$8, %rbp
	call	g
	ud2
	.size	f34, .-f34
	.globl	f35
	.type	f35, @function
f35:
	push	%rbp
	mov	%rsp, %rbp
	or	$8, %rbp
	call	g
	ud2
	.size	f35, .-f35
	.globl	f36
	.type	f36, @function
f36:
	push	%rbp
	mov	%rsp, %rbp
	xor	%rdi, %rbp
	call	g
	ud2
	.size	f36, .-f36
	.globl	f37
	.type	f37, @function
f37:
	push	%rbp
	mov	%rsp, %rbp
	and	%rdi, %rbp
	call	g
	ud2
	.size	f37, .-f37
	.globl	f38
	.type	f38, @function
f38:
	push	%rbp
	mov	%rsp, %rbp
	and	$-16, %ebp
	call	g
	ud2
	.size	f38, .-f38
	.globl	f39
	.type	f39, @function
f39:
	push	%rbp
	mov	%rsp, %rbp
	and	$24, %rbp
	call	g
	ud2
	.size	f39, .-f39
	.globl	f40
	.type	f40, @function
f40:
	push	%rbp
	mov	%rsp, %rbp
	inc	%ebp
	call	g
	ud2
	.size	f40, .-f40
	.globl	f41
	.type	f41, @function
f41:
	push	%rbp
	mov	%rsp, %rbp
	dec	%bp
	call	g
	ud2
	.size	f41, .-f41
	.globl	f42
	.type	f42, @function
f42:
	push	%rbp
	mov	%rsp, %rbp
	neg	%rbp
	call	g
	ud2
	.size	f42, .-f42
	.globl	f43
	.type	f43, @function
f43:
	push	%rbp
	mov	%rsp, %rbp
	not	%rbp
	call	g
	ud2
	.size	f43, .-f43
	.globl	f44
	.type	f44, @function
f44:
	push	%rbp
	mov	%rsp, %rbp
	bswap	%rbp
	call	g
	ud2
	.size	f44, .-f44
	.globl	f45
	.type	f45, @function
f45:
	push	%rbp
	mov	%rsp, %rbp
	shl	$1, %rbp
	call	g
	ud2
	.size	f45, .-f45
	.globl	f46
	.type	f46, @function
f46:
	push	%rbp
	mov	%rsp, %rbp
	ror	%cl, %rbp
	call	g
	ud2
	.size	f46, .-f46
	.globl	f47
	.type	f47, @function
f47:
	push	%rbp
	mov	%rsp, %rbp
	sar	$4, %rbp
	call	g
	ud2
	.size	f47, .-f47
	.globl	f48
	.type	f48, @function
f48:
	push	%rbp
	mov	%rsp, %rbp
	shld	$3, %rdi, %rbp
	call	g
	ud2
	.size	f48, .-f48
	.globl	f49
	.type	f49, @function
f49:
	push	%rbp
	mov	%rsp, %rbp
	bts	$3, %rbp
	call	g
	ud2
	.size	f49, .-f49
	.globl	f50
	.type	f50, @function
f50:
	push	%rbp
	mov	%rsp, %rbp
	btr	%rdi, %rbp
	call	g
	ud2
	.size	f50, .-f50
	.globl	f51
	.type	f51, @function
f51:
	push	%rbp
	mov	%rsp, %rbp
	imul	$3, %rbp, %rbp
	call	g
	ud2
	.size	f51, .-f51
	.globl	f52
	.type	f52, @function
f52:
	push	%rbp
	mov	%rsp, %rbp
	imul	%rdi, %rbp
	call	g
	ud2
	.size	f52, .-f52
	.globl	f53
	.type	f53, @function
f53:
	push	%rbp
	mov	%rsp, %rbp
	lea	(%rdi), %rbp
	call	g
	ud2
	.size	f53, .-f53
	.globl	f54
	.type	f54, @function
f54:
	push	%rbp
	mov	%rsp, %rbp
	lea	8(%rbp), %ebp
	call	g
	ud2
	.size	f54, .-f54
	.globl	f55
	.type	f55, @function
f55:
	push	%rbp
	mov	%rsp, %rbp
	lea	8(%rbp), %bp
	call	g
	ud2
	.size	f55, .-f55
	.globl	f56
	.type	f56, @function
f56:
	push	%rbp
	mov	%rsp, %rbp
	lea	8(%rip), %rbp
	call	g
	ud2
	.size	f56, .-f56
	.globl	f57
	.type	f57, @function
f57:
	push	%rbp
	mov	%rsp, %rbp
	bsf	%rdi, %rbp
	call	g
	ud2
	.size	f57, .-f57
	.globl	f58
	.type	f58, @function
f58:
	push	%rbp
	mov	%rsp, %rbp
	bsr	%rdi, %rbp
	call	g
	ud2
	.size	f58, .-f58
	.globl	f59
	.type	f59, @function
f59:
	push	%rbp
	mov	%rsp, %rbp
	popcnt	%rdi, %rbp
	call	g
	ud2
	.size	f59, .-f59
	.globl	f60
	.type	f60, @function
f60:
	push	%rbp
	mov	%rsp, %rbp
	tzcnt	(%rdi), %rbp
	call	g
	ud2
	.size	f60, .-f60
	.globl	f61
	.type	f61, @function
f61:
	push	%rbp
	mov	%rsp, %rbp
	lzcnt	%rdi, %rbp
	call	g
	ud2
	.size	f61, .-f61
	.globl	f62
	.type	f62, @function
f62:
	push	%rbp
	mov	%rsp, %rbp
	crc32q	%rdi, %rbp
	call	g
	ud2
	.size	f62, .-f62
	.globl	f63
	.type	f63, @function
f63:
	push	%rbp
	mov	%rsp, %rbp
	rdrand	%rbp
	call	g
	ud2
	.size	f63, .-f63
	.globl	f64
	.type	f64, @function
f64:
	push	%rbp
	mov	%rsp, %rbp
	rdseed	%rbp
	call	g
	ud2
	.size	f64, .-f64
	.globl	f65
	.type	f65, @function
f65:
	push	%rbp
	mov	%rsp, %rbp
	rdfsbase	%rbp
	call	g
	ud2
	.size	f65, .-f65
	.globl	f66
	.type	f66, @function
f66:
	push	%rbp
	mov	%rsp, %rbp
	rdpid	%rbp
	call	g
	ud2
	.size	f66, .-f66
	.globl	f67
	.type	f67, @function
f67:
	push	%rbp
	mov	%rsp, %rbp
	rdsspq	%rbp
	call	g
	ud2
	.size	f67, .-f67
	.globl	f68
	.type	f68, @function
f68:
	push	%rbp
	mov	%rsp, %rbp
	lar	%di, %ebp
	call	g
	ud2
	.size	f68, .-f68
	.globl	f69
	.type	f69, @function
f69:
	push	%rbp
	mov	%rsp, %rbp
	lsl	%di, %ebp
	call	g
	ud2
	.size	f69, .-f69
	.globl	f70
	.type	f70, @function
f70:
	push	%rbp
	mov	%rsp, %rbp
	smsw	%ebp
	call	g
	ud2
	.size	f70, .-f70
	.globl	f71
	.type	f71, @function
f71:
	push	%rbp
	mov	%rsp, %rbp
	sldt	%rbp
	call	g
	ud2
	.size	f71, .-f71
	.globl	f72
	.type	f72, @function
f72:
	push	%rbp
	mov	%rsp, %rbp
	str	%rbp
	call	g
	ud2
	.size	f72, .-f72
	.globl	f73
	.type	f73, @function
f73:
	push	%rbp
	mov	%rsp, %rbp
	vmread	%rdi, %rbp
	call	g
	ud2
	.size	f73, .-f73
	.globl	f74
	.type	f74, @function
f74:
	push	%rbp
	mov	%rsp, %rbp
	movq	%xmm0, %rbp
	call	g
	ud2
	.size	f74, .-f74
	.globl	f75
	.type	f75, @function
f75:
	push	%rbp
	mov	%rsp, %rbp
	movmskps	%xmm0, %ebp
	call	g
	ud2
	.size	f75, .-f75
	.globl	f76
	.type	f76, @function
f76:
	push	%rbp
	mov	%rsp, %rbp
	pmovmskb	%xmm0, %ebp
	call	g
	ud2
	.size	f76, .-f76
	.globl	f77
	.type	f77, @function
f77:
	push	%rbp
	mov	%rsp, %rbp
	pextrq	$0, %xmm0, %rbp
	call	g
	ud2
	.size	f77, .-f77
	.globl	f78
	.type	f78, @function
f78:
	push	%rbp
	mov	%rsp, %rbp
	cvttsd2si	%xmm0, %rbp
	call	g
	ud2
	.size	f78, .-f78
	.globl	f79
	.type	f79, @function
f79:
	push	%rbp
	mov	%rsp, %rbp
	vmovq	%xmm0, %rbp
	call	g
	ud2
	.size	f79, .-f79
	.globl	f80
	.type	f80, @function
f80:
	push	%rbp
	mov	%rsp, %rbp
	kmovq	%k1, %rbp
	call	g
	ud2
	.size	f80, .-f80
	.globl	f81
	.type	f81, @function
f81:
	push	%rbp
	mov	%rsp, %rbp
	andn	%rdi, %rsi, %rbp
	call	g
	ud2
	.size	f81, .-f81
	.globl	f82
	.type	f82, @function
f82:
	push	%rbp
	mov	%rsp, %rbp
	bextr	%rdi, %rsi, %rbp
	call	g
	ud2
	.size	f82, .-f82
	.globl	f83
	.type	f83, @function
f83:
	push	%rbp
	mov	%rsp, %rbp
	blsi	%rdi, %rbp
	call	g
	ud2
	.size	f83, .-f83
	.globl	f84
	.type	f84, @function
f84:
	push	%rbp
	mov	%rsp, %rbp
	pext	%rdi, %rsi, %rbp
	call	g
	ud2
	.size	f84, .-f84
	.globl	f85
	.type	f85, @function
f85:
	push	%rbp
	mov	%rsp, %rbp
	rorx	$3, %rdi, %rbp
	call	g
	ud2
	.size	f85, .-f85
	.globl	f86
	.type	f86, @function
f86:
	push	%rbp
	mov	%rsp, %rbp
	shlx	%rdi, %rsi, %rbp
	call	g
	ud2
	.size	f86, .-f86
	.globl	f87
	.type	f87, @function
f87:
	push	%rbp
	mov	%rsp, %rbp
	mulx	%rdi, %rax, %rbp
	call	g
	ud2
	.size	f87, .-f87
	.globl	f88
	.type	f88, @function
f88:
	push	%rbp
	mov	%rsp, %rbp
	mulx	%rdi, %rbp, %rax
	call	g
	ud2
	.size	f88, .-f88
	.globl	f89
	.type	f89, @function
f89:
	push	%rbp
	mov	%rsp, %rbp
	adcx	%rdi, %rbp
	call	g
	ud2
	.size	f89, .-f89
	.globl	f90
	.type	f90, @function
f90:
	push	%rbp
	mov	%rsp, %rbp
	lea	(%rbp,%rdi,8), %rbp
	call	g
	ud2
	.size	f90, .-f90
	.globl	f91
	.type	f91, @function
f91:
	push	%rbp
	mov	%rsp, %rbp
	lea	(%rsp,%rdi,8), %rbp
	call	g
	ud2
	.size	f91, .-f91
	.globl	f92
	.type	f92, @function
f92:
	push	%rbp
	mov	%rsp, %rbp
	lea	8(%rbp), %rbp
	call	g
	ud2
	.size	f92, .-f92
	.globl	f93
	.type	f93, @function
f93:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rsp, %rbp
	add	$8, %rbp
	call	g
	ud2
	.size	f93, .-f93
	.globl	f94
	.type	f94, @function
f94:
	push	%rbp
	mov	%rsp, %rbp
	dec	%bpl
	call	g
	ud2
	.size	f94, .-f94
	.globl	f95
	.type	f95, @function
f95:
	push	%rbp
	mov	%rsp, %rbp
	and	$-16, %rbp
	call	g
	ud2
	.size	f95, .-f95
	.globl	f96
	.type	f96, @function
f96:
	push	%rbp
	mov	%rsp, %rbp
	add	$8, %rbp
	call	g
	ud2
	.size	f96, .-f96
	.globl	f97
	.type	f97, @function
f97:
	push	%rbp
	mov	%rsp, %rbp
	sub	$8, %rbp
	call	g
	ud2
	.size	f97, .-f97
	.globl	f98
	.type	f98, @function
f98:
	push	%rbp
	mov	%rsp, %rbp
	lea	-8(%rsp), %rbp
	call	g
	ud2
	.size	f98, .-f98
	.globl	f99
	.type	f99, @function
f99:
	push	%rbp
	mov	%rsp, %rbp
	sub	$0x1000, %rbp
	call	g
	ud2
	.size	f99, .-f99
	.globl	f100
	.type	f100, @function
f100:
	push	%rbp
	mov	%rsp, %rbp
	push	%rdi
	pop	%rbp
	call	g
	ud2
	.size	f100, .-f100
	.globl	f101
	.type	f101, @function
f101:
	push	%rbp
	mov	%rsp, %rbp
	push	%rsp
	pop	%rbp
	add	$-8, %rbp
	call	g
	ud2
	.size	f101, .-f101
	.globl	f102
	.type	f102, @function
f102:
	push	%rbp
	mov	%rsp, %rbp
	movabs	$0x1122334455667788, %rbp
	call	g
	ud2
	.size	f102, .-f102
	.globl	f103
	.type	f103, @function
f103:
	push	%rbp
	mov	%rsp, %rbp
	xor	%ebp, %ebp
	call	g
	ud2
	.size	f103, .-f103
	.globl	f104
	.type	f104, @function
f104:
	push	%rbp
	mov	%rsp, %rbp
	loop	.+2
	not	%ebp
	call	g
	ud2
	.size	f104, .-f104
