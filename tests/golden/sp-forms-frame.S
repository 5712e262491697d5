# SPDX-License-Identifier: GPL-2.0-only
# Each form of writing the stack pointer, in a function with a frame.
# stackcheck: --mode=frame
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
	.text
	.globl	f0
	.type	f0, @function
f0:
	push	%rbp
	mov	%rsp, %rbp
	mov	%rdi, %rsp
	call	g
	leave
	ret
	.size	f0, .-f0
	.globl	f1
	.type	f1, @function
f1:
	push	%rbp
	mov	%rsp, %rbp
	mov	%edi, %esp
	call	g
	leave
	ret
	.size	f1, .-f1
	.globl	f2
	.type	f2, @function
f2:
	push	%rbp
	mov	%rsp, %rbp
	mov	%esp, %esp
	call	g
	leave
	ret
	.size	f2, .-f2
	.globl	f3
	.type	f3, @function
f3:
	push	%rbp
	mov	%rsp, %rbp
	mov	%di, %sp
	call	g
	leave
	ret
	.size	f3, .-f3
	.globl	f4
	.type	f4, @function
f4:
	push	%rbp
	mov	%rsp, %rbp
	mov	$1, %spl
	call	g
	leave
	ret
	.size	f4, .-f4
	.globl	f5
	.type	f5, @function
f5:
	push	%rbp
	mov	%rsp, %rbp
	mov	$0x1000, %esp
	call	g
	leave
	ret
	.size	f5, .-f5
	.globl	f6
	.type	f6, @function
f6:
	push	%rbp
	mov	%rsp, %rbp
	mov	$-4096, %rsp
	call	g
	leave
	ret
	.size	f6, .-f6
	.globl	f7
	.type	f7, @function
f7:
	push	%rbp
	mov	%rsp, %rbp
	mov	%sil, %spl
	call	g
	leave
	ret
	.size	f7, .-f7
	.globl	f8
	.type	f8, @function
f8:
	push	%rbp
	mov	%rsp, %rbp
	mov	(%rdi), %rsp
	call	g
	leave
	ret
	.size	f8, .-f8
	.globl	f9
	.type	f9, @function
f9:
	push	%rbp
	mov	%rsp, %rbp
	mov	%gs:16, %rsp
	call	g
	leave
	ret
	.size	f9, .-f9
	.globl	f10
	.type	f10, @function
f10:
	push	%rbp
	mov	%rsp, %rbp
	mov	%ds, %esp
	call	g
	leave
	ret
	.size	f10, .-f10
	.globl	f11
	.type	f11, @function
f11:
	push	%rbp
	mov	%rsp, %rbp
	mov	%cr3, %rsp
	call	g
	leave
	ret
	.size	f11, .-f11
	.globl	f12
	.type	f12, @function
f12:
	push	%rbp
	mov	%rsp, %rbp
	mov	%db0, %rsp
	call	g
	leave
	ret
	.size	f12, .-f12
	.globl	f13
	.type	f13, @function
f13:
	push	%rbp
	mov	%rsp, %rbp
	movzwl	(%rdi), %esp
	call	g
	leave
	ret
	.size	f13, .-f13
	.globl	f14
	.type	f14, @function
f14:
	push	%rbp
	mov	%rsp, %rbp
	movzbl	%al, %esp
	call	g
	leave
	ret
	.size	f14, .-f14
	.globl	f15
	.type	f15, @function
f15:
	push	%rbp
	mov	%rsp, %rbp
	movslq	%edi, %rsp
	call	g
	leave
	ret
	.size	f15, .-f15
	.globl	f16
	.type	f16, @function
f16:
	push	%rbp
	mov	%rsp, %rbp
	movsbq	(%rdi), %rsp
	call	g
	leave
	ret
	.size	f16, .-f16
	.globl	f17
	.type	f17, @function
f17:
	push	%rbp
	mov	%rsp, %rbp
	movbe	(%rdi), %rsp
	call	g
	leave
	ret
	.size	f17, .-f17
	.globl	f18
	.type	f18, @function
f18:
	push	%rbp
	mov	%rsp, %rbp
	xchg	%rsp, %rdi
	call	g
	leave
	ret
	.size	f18, .-f18
	.globl	f19
	.type	f19, @function
f19:
	push	%rbp
	mov	%rsp, %rbp
	xchg	%rsp, (%rdi)
	call	g
	leave
	ret
	.size	f19, .-f19
	.globl	f20
	.type	f20, @function
f20:
	push	%rbp
	mov	%rsp, %rbp
	xchg	%esp, %eax
	call	g
	leave
	ret
	.size	f20, .-f20
	.globl	f21
	.type	f21, @function
f21:
	push	%rbp
	mov	%rsp, %rbp
	xadd	%rsp, (%rdi)
	call	g
	leave
	ret
	.size	f21, .-f21
	.globl	f22
	.type	f22, @function
f22:
	push	%rbp
	mov	%rsp, %rbp
	xadd	%rax, %rsp
	call	g
	leave
	ret
	.size	f22, .-f22
	.globl	f23
	.type	f23, @function
f23:
	push	%rbp
	mov	%rsp, %rbp
	cmpxchg	%rdi, %rsp
	call	g
	leave
	ret
	.size	f23, .-f23
	.globl	f24
	.type	f24, @function
f24:
	push	%rbp
	mov	%rsp, %rbp
	cmovne	%rdi, %rsp
	call	g
	leave
	ret
	.size	f24, .-f24
	.globl	f25
	.type	f25, @function
f25:
	push	%rbp
	mov	%rsp, %rbp
	cmovs	(%rdi), %esp
	call	g
	leave
	ret
	.size	f25, .-f25
	.globl	f26
	.type	f26, @function
f26:
	push	%rbp
	mov	%rsp, %rbp
	sete	%spl
	call	g
	leave
	ret
	.size	f26, .-f26
	.globl	f27
	.type	f27, @function
f27:
	push	%rbp
	mov	%rsp, %rbp
	add	%rax, %rsp
	call	g
	leave
	ret
	.size	f27, .-f27
	.globl	f28
	.type	f28, @function
f28:
	push	%rbp
	mov	%rsp, %rbp
	add	(%rdi), %rsp
	call	g
	leave
	ret
	.size	f28, .-f28
	.globl	f29
	.type	f29, @function
f29:
	push	%rbp
	mov	%rsp, %rbp
	sub	$16, %esp
	call	g
	leave
	ret
	.size	f29, .-f29
	.globl	f30
	.type	f30, @function
f30:
	push	%rbp
	mov	%rsp, %rbp
	sub	$16, %sp
	call	g
	leave
	ret
	.size	f30, .-f30
	.globl	f31
	.type	f31, @function
f31:
	push	%rbp
	mov	%rsp, %rbp
	add	$8, %spl
	call	g
	leave
	ret
	.size	f31, .-f31
	.globl	f32
	.type	f32, @function
f32:
	push	%rbp
	mov	%rsp, %rbp
	adc	$8, %rsp
	call	g
	leave
	ret
	.size	f32, .-f32
	.globl	f33
	.type	f33, @function
f33:
	push	%rbp
	mov	%rsp, %rbp
	sbb	$8, %rsp
	call	g
	leave
	ret
	.size	f33, .-f33
	.globl	f34
	.type	f34, @function
f34:
	push	%rbp
	mov	%rsp, %rbp
	or	$8, %rsp
	call	g
	leave
	ret
	.size	f34, .-f34
	.globl	f35
	.type	f35, @function
f35:
	push	%rbp
	mov	%rsp, %rbp
	xor	%rdi, %rsp
	call	g
	leave
	ret
	.size	f35, .-f35
	.globl	f36
	.type	f36, @function
f36:
	push	%rbp
	mov	%rsp, %rbp
	and	%rdi, %rsp
	call	g
	leave
	ret
	.size	f36, .-f36
	.globl	f37
	.type	f37, @function
f37:
	push	%rbp
	mov	%rsp, %rbp
	and	$-16, %esp
	call	g
	leave
	ret
	.size	f37, .-f37
	.globl	f38
	.type	f38, @function
f38:
	push	%rbp
	mov	%rsp, %rbp
	and	$24, %rsp
	call	g
	leave
	ret
	.size	f38, .-f38
	.globl	f39
	.type	f39, @function
f39:
	push	%rbp
	mov	%rsp, %rbp
	inc	%esp
	call	g
	leave
	ret
	.size	f39, .-f39
	.globl	f40
	.type	f40, @function
f40:
	push	%rbp
	mov	%rsp, %rbp
	dec	%sp
	call	g
	leave
	ret
	.size	f40, .-f40
	.globl	f41
	.type	f41, @function
f41:
	push	%rbp
	mov	%rsp, %rbp
	neg	%rsp
	call	g
	leave
	ret
	.size	f41, .-f41
	.globl	f42
	.type	f42, @function
f42:
	push	%rbp
	mov	%rsp, %rbp
	not	%rsp
	call	g
	leave
	ret
	.size	f42, .-f42
	.globl	f43
	.type	f43, @function
f43:
	push	%rbp
	mov	%rsp, %rbp
	bswap	%rsp
	call	g
	leave
	ret
	.size	f43, .-f43
	.globl	f44
	.type	f44, @function
f44:
	push	%rbp
	mov	%rsp, %rbp
	shl	$1, %rsp
	call	g
	leave
	ret
	.size	f44, .-f44
	.globl	f45
	.type	f45, @function
f45:
	push	%rbp
	mov	%rsp, %rbp
	ror	%cl, %rsp
	call	g
	leave
	ret
	.size	f45, .-f45
	.globl	f46
	.type	f46, @function
f46:
	push	%rbp
	mov	%rsp, %rbp
	sar	$4, %rsp
	call	g
	leave
	ret
	.size	f46, .-f46
	.globl	f47
	.type	f47, @function
f47:
	push	%rbp
	mov	%rsp, %rbp
	shld	$3, %rdi, %rsp
	call	g
	leave
	ret
	.size	f47, .-f47
	.globl	f48
	.type	f48, @function
f48:
	push	%rbp
	mov	%rsp, %rbp
	bts	$3, %rsp
	call	g
	leave
	ret
	.size	f48, .-f48
	.globl	f49
	.type	f49, @function
f49:
	push	%rbp
	mov	%rsp, %rbp
	btr	%rdi, %rsp
	call	g
	leave
	ret
	.size	f49, .-f49
	.globl	f50
	.type	f50, @function
f50:
	push	%rbp
	mov	%rsp, %rbp
	imul	$3, %rsp, %rsp
	call	g
	leave
	ret
	.size	f50, .-f50
	.globl	f51
	.type	f51, @function
f51:
	push	%rbp
	mov	%rsp, %rbp
	imul	%rdi, %rsp
	call	g
	leave
	ret
	.size	f51, .-f51
	.globl	f52
	.type	f52, @function
f52:
	push	%rbp
	mov	%rsp, %rbp
	lea	(%rdi), %rsp
	call	g
	leave
	ret
	.size	f52, .-f52
	.globl	f53
	.type	f53, @function
f53:
	push	%rbp
	mov	%rsp, %rbp
	lea	(%rsp,%rdi,8), %rsp
	call	g
	leave
	ret
	.size	f53, .-f53
	.globl	f54
	.type	f54, @function
f54:
	push	%rbp
	mov	%rsp, %rbp
	lea	8(%rsp), %esp
	call	g
	leave
	ret
	.size	f54, .-f54
	.globl	f55
	.type	f55, @function
f55:
	push	%rbp
	mov	%rsp, %rbp
	lea	8(%rsp), %sp
	call	g
	leave
	ret
	.size	f55, .-f55
	.globl	f56
	.type	f56, @function
f56:
	push	%rbp
	mov	%rsp, %rbp
	lea	8(%rip), %rsp
	call	g
	leave
	ret
	.size	f56, .-f56
	.globl	f57
	.type	f57, @function
f57:
	push	%rbp
	mov	%rsp, %rbp
	bsf	%rdi, %rsp
	call	g
	leave
	ret
	.size	f57, .-f57
	.globl	f58
	.type	f58, @function
f58:
	push	%rbp
	mov	%rsp, %rbp
	bsr	%rdi, %rsp
	call	g
	leave
	ret
	.size	f58, .-f58
	.globl	f59
	.type	f59, @function
f59:
	push	%rbp
	mov	%rsp, %rbp
	popcnt	%rdi, %rsp
	call	g
	leave
	ret
	.size	f59, .-f59
	.globl	f60
	.type	f60, @function
f60:
	push	%rbp
	mov	%rsp, %rbp
	tzcnt	(%rdi), %rsp
	call	g
	leave
	ret
	.size	f60, .-f60
	.globl	f61
	.type	f61, @function
f61:
	push	%rbp
	mov	%rsp, %rbp
	lzcnt	%rdi, %rsp
	call	g
	leave
	ret
	.size	f61, .-f61
	.globl	f62
	.type	f62, @function
f62:
	push	%rbp
	mov	%rsp, %rbp
	crc32q	%rdi, %rsp
	call	g
	leave
	ret
	.size	f62, .-f62
	.globl	f63
	.type	f63, @function
f63:
	push	%rbp
	mov	%rsp, %rbp
	rdrand	%rsp
	call	g
	leave
	ret
	.size	f63, .-f63
	.globl	f64
	.type	f64, @function
f64:
	push	%rbp
	mov	%rsp, %rbp
	rdseed	%rsp
	call	g
	leave
	ret
	.size	f64, .-f64
	.globl	f65
	.type	f65, @function
f65:
	push	%rbp
	mov	%rsp, %rbp
	rdfsbase	%rsp
	call	g
	leave
	ret
	.size	f65, .-f65
	.globl	f66
	.type	f66, @function
f66:
	push	%rbp
	mov	%rsp, %rbp
	rdpid	%rsp
	call	g
	leave
	ret
	.size	f66, .-f66
	.globl	f67
	.type	f67, @function
f67:
	push	%rbp
	mov	%rsp, %rbp
	rdsspq	%rsp
	call	g
	leave
	ret
	.size	f67, .-f67
	.globl	f68
	.type	f68, @function
f68:
	push	%rbp
	mov	%rsp, %rbp
	lar	%di, %esp
	call	g
	leave
	ret
	.size	f68, .-f68
	.globl	f69
	.type	f69, @function
f69:
	push	%rbp
	mov	%rsp, %rbp
	lsl	%di, %esp
	call	g
	leave
	ret
	.size	f69, .-f69
	.globl	f70
	.type	f70, @function
f70:
	push	%rbp
	mov	%rsp, %rbp
	smsw	%esp
	call	g
	leave
	ret
	.size	f70, .-f70
	.globl	f71
	.type	f71, @function
f71:
	push	%rbp
	mov	%rsp, %rbp
	sldt	%rsp
	call	g
	leave
	ret
	.size	f71, .-f71
	.globl	f72
	.type	f72, @function
f72:
	push	%rbp
	mov	%rsp, %rbp
	str	%rsp
	call	g
	leave
	ret
	.size	f72, .-f72
	.globl	f73
	.type	f73, @function
f73:
	push	%rbp
	mov	%rsp, %rbp
	vmread	%rdi, %rsp
	call	g
	leave
	ret
	.size	f73, .-f73
	.globl	f74
	.type	f74, @function
f74:
	push	%rbp
	mov	%rsp, %rbp
	movq	%xmm0, %rsp
	call	g
	leave
	ret
	.size	f74, .-f74
	.globl	f75
	.type	f75, @function
f75:
	push	%rbp
	mov	%rsp, %rbp
	movmskps	%xmm0, %esp
	call	g
	leave
	ret
	.size	f75, .-f75
	.globl	f76
	.type	f76, @function
f76:
	push	%rbp
	mov	%rsp, %rbp
	pmovmskb	%xmm0, %esp
	call	g
	leave
	ret
	.size	f76, .-f76
	.globl	f77
	.type	f77, @function
f77:
	push	%rbp
	mov	%rsp, %rbp
	pextrq	$0, %xmm0, %rsp
	call	g
	leave
	ret
	.size	f77, .-f77
	.globl	f78
	.type	f78, @function
f78:
	push	%rbp
	mov	%rsp, %rbp
	cvttsd2si	%xmm0, %rsp
	call	g
	leave
	ret
	.size	f78, .-f78
	.globl	f79
	.type	f79, @function
f79:
	push	%rbp
	mov	%rsp, %rbp
	vmovq	%xmm0, %rsp
	call	g
	leave
	ret
	.size	f79, .-f79
	.globl	f80
	.type	f80, @function
f80:
	push	%rbp
	mov	%rsp, %rbp
	kmovq	%k1, %rsp
	call	g
	leave
	ret
	.size	f80, .-f80
	.globl	f81
	.type	f81, @function
f81:
	push	%rbp
	mov	%rsp, %rbp
	andn	%rdi, %rsi, %rsp
	call	g
	leave
	ret
	.size	f81, .-f81
	.globl	f82
	.type	f82, @function
f82:
	push	%rbp
	mov	%rsp, %rbp
	bextr	%rdi, %rsi, %rsp
	call	g
	leave
	ret
	.size	f82, .-f82
	.globl	f83
	.type	f83, @function
f83:
	push	%rbp
	mov	%rsp, %rbp
	blsi	%rdi, %rsp
	call	g
	leave
	ret
	.size	f83, .-f83
	.globl	f84
	.type	f84, @function
f84:
	push	%rbp
	mov	%rsp, %rbp
	pext	%rdi, %rsi, %rsp
	call	g
	leave
	ret
	.size	f84, .-f84
	.globl	f85
	.type	f85, @function
f85:
	push	%rbp
	mov	%rsp, %rbp
	rorx	$3, %rdi, %rsp
	call	g
	leave
	ret
	.size	f85, .-f85
	.globl	f86
	.type	f86, @function
f86:
	push	%rbp
	mov	%rsp, %rbp
	shlx	%rdi, %rsi, %rsp
	call	g
	leave
	ret
	.size	f86, .-f86
	.globl	f87
	.type	f87, @function
f87:
	push	%rbp
	mov	%rsp, %rbp
	mulx	%rdi, %rax, %rsp
	call	g
	leave
	ret
	.size	f87, .-f87
	.globl	f88
	.type	f88, @function
f88:
	push	%rbp
	mov	%rsp, %rbp
	mulx	%rdi, %rsp, %rax
	call	g
	leave
	ret
	.size	f88, .-f88
	.globl	f89
	.type	f89, @function
f89:
	push	%rbp
	mov	%rsp, %rbp
	adcx	%rdi, %rsp
	call	g
	leave
	ret
	.size	f89, .-f89
	.globl	f90
	.type	f90, @function
f90:
	push	%rbp
	mov	%rsp, %rbp
	.byte	0x0f, 0xb2, 0x27
	call	g
	leave
	ret
	.size	f90, .-f90
