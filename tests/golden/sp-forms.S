# SPDX-License-Identifier: GPL-2.0-only
# Each form of writing the stack pointer with a value that cannot be told.
# stackcheck: --mode=table
# expect: f0 [sp-unknown]
# expect: f1 [sp-unknown]
# expect: f2 [sp-unknown]
# expect: f3 [sp-unknown]
# expect: f4 [sp-unknown]
# expect: f5 [sp-unknown]
# expect: f6 [sp-unknown]
# expect: f7 [sp-unknown]
# expect: f8 [sp-unknown]
# expect: f9 [sp-unknown]
# expect: f10 [sp-unknown]
# expect: f11 [sp-unknown]
# expect: f12 [sp-unknown]
# expect: f13 [sp-unknown]
# expect: f14 [sp-unknown]
# expect: f15 [sp-unknown]
# expect: f16 [sp-unknown]
# expect: f17 [sp-unknown]
# expect: f18 [sp-unknown]
# expect: f19 [sp-unknown]
# expect: f20 [sp-unknown]
# expect: f21 [sp-unknown]
# expect: f22 [sp-unknown]
# expect: f23 [sp-unknown]
# expect: f24 [sp-unknown]
# expect: f25 [sp-unknown]
# expect: f26 [sp-unknown]
# expect: f27 [sp-unknown]
# expect: f28 [sp-unknown]
# expect: f29 [sp-unknown]
# expect: f30 [sp-unknown]
# expect: f31 [sp-unknown]
# expect: f32 [sp-unknown]
# expect: f33 [sp-unknown]
# expect: f34 [sp-unknown]
# expect: f35 [sp-unknown]
# expect: f36 [sp-unknown]
# expect: f37 [sp-unknown]
# expect: f38 [sp-unknown]
# expect: f39 [sp-unknown]
# expect: f40 [sp-unknown]
# expect: f41 [sp-unknown]
# expect: f42 [sp-unknown]
# expect: f43 [sp-unknown]
# expect: f44 [sp-unknown]
# expect: f45 [sp-unknown]
# expect: f46 [sp-unknown]
# expect: f47 [sp-unknown]
# expect: f48 [sp-unknown]
# expect: f49 [sp-unknown]
# expect: f50 [sp-unknown]
# expect: f51 [sp-unknown]
# expect: f52 [sp-unknown]
# expect: f53 [sp-unknown]
# expect: f54 [sp-unknown]
# expect: f55 [sp-unknown]
# expect: f56 [sp-unknown]
# expect: f57 [sp-unknown]
# expect: f58 [sp-unknown]
# expect: f59 [sp-unknown]
# expect: f60 [sp-unknown]
# expect: f61 [sp-unknown]
# expect: f62 [sp-unknown]
# expect: f63 [sp-unknown]
# expect: f64 [sp-unknown]
# expect: f65 [sp-unknown]
# expect: f66 [sp-unknown]
# expect: f67 [sp-unknown]
# expect: f68 [sp-unknown]
# expect: f69 [sp-unknown]
# expect: f70 [sp-unknown]
# expect: f71 [sp-unknown]
# expect: f72 [sp-unknown]
# expect: f73 [sp-unknown]
# expect: f74 [sp-unknown]
# expect: f75 [sp-unknown]
# expect: f76 [sp-unknown]
# expect: f77 [sp-unknown]
# expect: f78 [sp-unknown]
# expect: f79 [sp-unknown]
# expect: f80 [sp-unknown]
# expect: f81 [sp-unknown]
# expect: f82 [sp-unknown]
# expect: f83 [sp-unknown]
# expect: f84 [sp-unknown]
# expect: f85 [sp-unknown]
# expect: f86 [sp-unknown]
# expect: f87 [sp-unknown]
# expect: f88 [sp-unknown]
# expect: f89 [sp-unknown]
# expect: f90 [sp-unknown]
# expect: f91 [sp-unknown]
	.text
	.globl	f0
	.type	f0, @function
f0:
	mov	%rdi, %rsp
	ud2
	.size	f0, .-f0
	.globl	f1
	.type	f1, @function
f1:
	mov	%edi, %esp
	ud2
	.size	f1, .-f1
	.globl	f2
	.type	f2, @function
f2:
	mov	%esp, %esp
	ud2
	.size	f2, .-f2
	.globl	f3
	.type	f3, @function
f3:
	mov	%di, %sp
	ud2
	.size	f3, .-f3
	.globl	f4
	.type	f4, @function
f4:
	mov	$1, %spl
	ud2
	.size	f4, .-f4
	.globl	f5
	.type	f5, @function
f5:
	mov	$0x1000, %esp
	ud2
	.size	f5, .-f5
	.globl	f6
	.type	f6, @function
f6:
	mov	$-4096, %rsp
	ud2
	.size	f6, .-f6
	.globl	f7
	.type	f7, @function
f7:
	mov	%sil, %spl
	ud2
	.size	f7, .-f7
	.globl	f8
	.type	f8, @function
f8:
	mov	(%rdi), %rsp
	ud2
	.size	f8, .-f8
	.globl	f9
	.type	f9, @function
f9:
	mov	%gs:16, %rsp
	ud2
	.size	f9, .-f9
	.globl	f10
	.type	f10, @function
f10:
	mov	%ds, %esp
	ud2
	.size	f10, .-f10
	.globl	f11
	.type	f11, @function
f11:
	mov	%cr3, %rsp
	ud2
	.size	f11, .-f11
	.globl	f12
	.type	f12, @function
f12:
	mov	%db0, %rsp
	ud2
	.size	f12, .-f12
	.globl	f13
	.type	f13, @function
f13:
	movzwl	(%rdi), %esp
	ud2
	.size	f13, .-f13
	.globl	f14
	.type	f14, @function
f14:
	movzbl	%al, %esp
	ud2
	.size	f14, .-f14
	.globl	f15
	.type	f15, @function
f15:
	movslq	%edi, %rsp
	ud2
	.size	f15, .-f15
	.globl	f16
	.type	f16, @function
f16:
	movsbq	(%rdi), %rsp
	ud2
	.size	f16, .-f16
	.globl	f17
	.type	f17, @function
f17:
	movbe	(%rdi), %rsp
	ud2
	.size	f17, .-f17
	.globl	f18
	.type	f18, @function
f18:
	xchg	%rsp, %rdi
	ud2
	.size	f18, .-f18
	.globl	f19
	.type	f19, @function
f19:
	xchg	%rsp, (%rdi)
	ud2
	.size	f19, .-f19
	.globl	f20
	.type	f20, @function
f20:
	xchg	%esp, %eax
	ud2
	.size	f20, .-f20
	.globl	f21
	.type	f21, @function
f21:
	xadd	%rsp, (%rdi)
	ud2
	.size	f21, .-f21
	.globl	f22
	.type	f22, @function
f22:
	xadd	%rax, %rsp
	ud2
	.size	f22, .-f22
	.globl	f23
	.type	f23, @function
f23:
	cmpxchg	%rdi, %rsp
	ud2
	.size	f23, .-f23
	.globl	f24
	.type	f24, @function
f24:
	cmovne	%rdi, %rsp
	ud2
	.size	f24, .-f24
	.globl	f25
	.type	f25, @function
f25:
	cmovs	(%rdi), %esp
	ud2
	.size	f25, .-f25
	.globl	f26
	.type	f26, @function
f26:
	sete	%spl
	ud2
	.size	f26, .-f26
	.globl	f27
	.type	f27, @function
f27:
	sub	%rax, %rsp
	ud2
	.size	f27, .-f27
	.globl	f28
	.type	f28, @function
f28:
	add	%rax, %rsp
	ud2
	.size	f28, .-f28
	.globl	f29
	.type	f29, @function
f29:
	add	(%rdi), %rsp
	ud2
	.size	f29, .-f29
	.globl	f30
	.type	f30, @function
f30:
	sub	$16, %esp
	ud2
	.size	f30, .-f30
	.globl	f31
	.type	f31, @function
f31:
	sub	$16, %sp
	ud2
	.size	f31, .-f31
	.globl	f32
	.type	f32, @function
f32:
	add	$8, %spl
	ud2
	.size	f32, .-f32
	.globl	f33
	.type	f33, @function
f33:
	adc	$8, %rsp
	ud2
	.size	f33, .-f33
	.globl	f34
	.type	f34, @function
f34:
	sbb	$8, %rsp
	ud2
	.size	f34, .-f34
	.globl	f35
	.type	f35, @function
f35:
	or	$8, %rsp
	ud2
	.size	f35, .-f35
	.globl	f36
	.type	f36, @function
f36:
	xor	%rdi, %rsp
	ud2
	.size	f36, .-f36
	.globl	f37
	.type	f37, @function
f37:
	and	%rdi, %rsp
	ud2
	.size	f37, .-f37
	.globl	f38
	.type	f38, @function
f38:
	and	$-16, %esp
	ud2
	.size	f38, .-f38
	.globl	f39
	.type	f39, @function
f39:
	and	$24, %rsp
	ud2
	.size	f39, .-f39
	.globl	f40
	.type	f40, @function
f40:
	inc	%esp
	ud2
	.size	f40, .-f40
	.globl	f41
	.type	f41, @function
f41:
	dec	%sp
	ud2
	.size	f41, .-f41
	.globl	f42
	.type	f42, @function
f42:
	neg	%rsp
	ud2
	.size	f42, .-f42
	.globl	f43
	.type	f43, @function
f43:
	not	%rsp
	ud2
	.size	f43, .-f43
	.globl	f44
	.type	f44, @function
f44:
	bswap	%rsp
	ud2
	.size	f44, .-f44
	.globl	f45
	.type	f45, @function
f45:
	shl	$1, %rsp
	ud2
	.size	f45, .-f45
	.globl	f46
	.type	f46, @function
f46:
	ror	%cl, %rsp
	ud2
	.size	f46, .-f46
	.globl	f47
	.type	f47, @function
f47:
	sar	$4, %rsp
	ud2
	.size	f47, .-f47
	.globl	f48
	.type	f48, @function
f48:
	shld	$3, %rdi, %rsp
	ud2
	.size	f48, .-f48
	.globl	f49
	.type	f49, @function
f49:
	bts	$3, %rsp
	ud2
	.size	f49, .-f49
	.globl	f50
	.type	f50, @function
f50:
	btr	%rdi, %rsp
	ud2
	.size	f50, .-f50
	.globl	f51
	.type	f51, @function
f51:
	imul	$3, %rsp, %rsp
	ud2
	.size	f51, .-f51
	.globl	f52
	.type	f52, @function
f52:
	imul	%rdi, %rsp
	ud2
	.size	f52, .-f52
	.globl	f53
	.type	f53, @function
f53:
	lea	(%rdi), %rsp
	ud2
	.size	f53, .-f53
	.globl	f54
	.type	f54, @function
f54:
	lea	(%rsp,%rdi,8), %rsp
	ud2
	.size	f54, .-f54
	.globl	f55
	.type	f55, @function
f55:
	lea	8(%rsp), %esp
	ud2
	.size	f55, .-f55
	.globl	f56
	.type	f56, @function
f56:
	lea	8(%rsp), %sp
	ud2
	.size	f56, .-f56
	.globl	f57
	.type	f57, @function
f57:
	lea	8(%rip), %rsp
	ud2
	.size	f57, .-f57
	.globl	f58
	.type	f58, @function
f58:
	bsf	%rdi, %rsp
	ud2
	.size	f58, .-f58
	.globl	f59
	.type	f59, @function
f59:
	bsr	%rdi, %rsp
	ud2
	.size	f59, .-f59
	.globl	f60
	.type	f60, @function
f60:
	popcnt	%rdi, %rsp
	ud2
	.size	f60, .-f60
	.globl	f61
	.type	f61, @function
f61:
	tzcnt	(%rdi), %rsp
	ud2
	.size	f61, .-f61
	.globl	f62
	.type	f62, @function
f62:
	lzcnt	%rdi, %rsp
	ud2
	.size	f62, .-f62
	.globl	f63
	.type	f63, @function
f63:
	crc32q	%rdi, %rsp
	ud2
	.size	f63, .-f63
	.globl	f64
	.type	f64, @function
f64:
	rdrand	%rsp
	ud2
	.size	f64, .-f64
	.globl	f65
	.type	f65, @function
f65:
	rdseed	%rsp
	ud2
	.size	f65, .-f65
	.globl	f66
	.type	f66, @function
f66:
	rdfsbase	%rsp
	ud2
	.size	f66, .-f66
	.globl	f67
	.type	f67, @function
f67:
	rdpid	%rsp
	ud2
	.size	f67, .-f67
	.globl	f68
	.type	f68, @function
f68:
	rdsspq	%rsp
	ud2
	.size	f68, .-f68
	.globl	f69
	.type	f69, @function
f69:
	lar	%di, %esp
	ud2
	.size	f69, .-f69
	.globl	f70
	.type	f70, @function
f70:
	lsl	%di, %esp
	ud2
	.size	f70, .-f70
	.globl	f71
	.type	f71, @function
f71:
	smsw	%esp
	ud2
	.size	f71, .-f71
	.globl	f72
	.type	f72, @function
f72:
	sldt	%rsp
	ud2
	.size	f72, .-f72
	.globl	f73
	.type	f73, @function
f73:
	str	%rsp
	ud2
	.size	f73, .-f73
	.globl	f74
	.type	f74, @function
f74:
	vmread	%rdi, %rsp
	ud2
	.size	f74, .-f74
	.globl	f75
	.type	f75, @function
f75:
	movq	%xmm0, %rsp
	ud2
	.size	f75, .-f75
	.globl	f76
	.type	f76, @function
f76:
	movmskps	%xmm0, %esp
	ud2
	.size	f76, .-f76
	.globl	f77
	.type	f77, @function
f77:
	pmovmskb	%xmm0, %esp
	ud2
	.size	f77, .-f77
	.globl	f78
	.type	f78, @function
f78:
	pextrq	$0, %xmm0, %rsp
	ud2
	.size	f78, .-f78
	.globl	f79
	.type	f79, @function
f79:
	cvttsd2si	%xmm0, %rsp
	ud2
	.size	f79, .-f79
	.globl	f80
	.type	f80, @function
f80:
	vmovq	%xmm0, %rsp
	ud2
	.size	f80, .-f80
	.globl	f81
	.type	f81, @function
f81:
	kmovq	%k1, %rsp
	ud2
	.size	f81, .-f81
	.globl	f82
	.type	f82, @function
f82:
	andn	%rdi, %rsi, %rsp
	ud2
	.size	f82, .-f82
	.globl	f83
	.type	f83, @function
f83:
	bextr	%rdi, %rsi, %rsp
	ud2
	.size	f83, .-f83
	.globl	f84
	.type	f84, @function
f84:
	blsi	%rdi, %rsp
	ud2
	.size	f84, .-f84
	.globl	f85
	.type	f85, @function
f85:
	pext	%rdi, %rsi, %rsp
	ud2
	.size	f85, .-f85
	.globl	f86
	.type	f86, @function
f86:
	rorx	$3, %rdi, %rsp
	ud2
	.size	f86, .-f86
	.globl	f87
	.type	f87, @function
f87:
	shlx	%rdi, %rsi, %rsp
	ud2
	.size	f87, .-f87
	.globl	f88
	.type	f88, @function
f88:
	mulx	%rdi, %rax, %rsp
	ud2
	.size	f88, .-f88
	.globl	f89
	.type	f89, @function
f89:
	mulx	%rdi, %rsp, %rax
	ud2
	.size	f89, .-f89
	.globl	f90
	.type	f90, @function
f90:
	adcx	%rdi, %rsp
	ud2
	.size	f90, .-f90
	.globl	f91
	.type	f91, @function
f91:
	.byte	0x0f, 0xb2, 0x27
	ud2
	.size	f91, .-f91
