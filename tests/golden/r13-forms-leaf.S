# SPDX-License-Identifier: GPL-2.0-only
# Each form of writing a callee-saved register that needs a prefix.
# stackcheck: --mode=table
# expect: f0 [callee-saved]
# expect: f1 [callee-saved]
# expect: f2 [callee-saved]
# expect: f3 [callee-saved]
# expect: f4 [callee-saved]
# expect: f5 [callee-saved]
# expect: f6 [callee-saved]
# expect: f7 [callee-saved]
# expect: f8 [callee-saved]
# expect: f9 [callee-saved]
# expect: f10 [callee-saved]
# expect: f11 [callee-saved]
# expect: f12 [callee-saved]
# expect: f13 [callee-saved]
# expect: f14 [callee-saved]
# expect: f15 [callee-saved]
# expect: f16 [callee-saved]
# expect: f17 [callee-saved]
# expect: f18 [callee-saved]
# expect: f19 [callee-saved]
# expect: f20 [callee-saved]
# expect: f21 [callee-saved]
# expect: f22 [callee-saved]
# expect: f23 [callee-saved]
# expect: f24 [callee-saved]
# expect: f25 [callee-saved]
# expect: f26 [callee-saved]
# expect: f27 [callee-saved]
# expect: f28 [callee-saved]
# expect: f29 [callee-saved]
# expect: f30 [callee-saved]
# expect: f31 [callee-saved]
# expect: f32 [callee-saved]
# expect: f33 [callee-saved]
# expect: f34 [callee-saved]
# expect: f35 [callee-saved]
# expect: f36 [callee-saved]
# expect: f37 [callee-saved]
# expect: f38 [callee-saved]
# expect: f39 [callee-saved]
# expect: f40 [callee-saved]
# expect: f41 [callee-saved]
# expect: f42 [callee-saved]
# expect: f43 [callee-saved]
# expect: f44 [callee-saved]
# expect: f45 [callee-saved]
# expect: f46 [callee-saved]
# expect: f47 [callee-saved]
# expect: f48 [callee-saved]
# expect: f49 [callee-saved]
# expect: f50 [callee-saved]
# expect: f51 [callee-saved]
# expect: f52 [callee-saved]
# expect: f53 [callee-saved]
# expect: f54 [callee-saved]
# expect: f55 [callee-saved]
# expect: f56 [callee-saved]
# expect: f57 [callee-saved]
# expect: f58 [callee-saved]
# expect: f59 [callee-saved]
# expect: f60 [callee-saved]
# expect: f61 [callee-saved]
# expect: f62 [callee-saved]
# expect: f63 [callee-saved]
# expect: f64 [callee-saved]
# expect: f65 [callee-saved]
# expect: f66 [callee-saved]
# expect: f67 [callee-saved]
# expect: f68 [callee-saved]
# expect: f69 [callee-saved]
# expect: f70 [callee-saved]
# expect: f71 [callee-saved]
# expect: f72 [callee-saved]
# expect: f73 [callee-saved]
# expect: f74 [callee-saved]
# expect: f75 [callee-saved]
# expect: f76 [callee-saved]
# expect: f77 [callee-saved]
# expect: f78 [callee-saved]
# expect: f79 [callee-saved]
# expect: f80 [callee-saved]
# expect: f81 [callee-saved]
# expect: f82 [callee-saved]
# expect: f83 [callee-saved]
# expect: f84 [callee-saved]
# expect: f85 [callee-saved]
# expect: f86 [callee-saved]
# expect: f87 [callee-saved]
# expect: f88 [callee-saved]
# expect: f89 [callee-saved]
# expect: f90 [callee-saved]
# expect: f91 [callee-saved]
# expect: f92 [callee-saved]
# expect: f93 [callee-saved]
# expect: f94 [callee-saved]
# expect: f95 [callee-saved]
# expect: f96 [callee-saved]
# expect: f97 [callee-saved]
# expect: f98 [callee-saved]
# expect: f99 [callee-saved]
# expect: f100 [callee-saved]
	.text
	.globl	f0
	.type	f0, @function
f0:
	mov	%rdi, %r13
	ret
	.size	f0, .-f0
	.globl	f1
	.type	f1, @function
f1:
	mov	%edi, %r13d
	ret
	.size	f1, .-f1
	.globl	f2
	.type	f2, @function
f2:
	mov	%r13d, %r13d
	ret
	.size	f2, .-f2
	.globl	f3
	.type	f3, @function
f3:
	mov	%di, %r13w
	ret
	.size	f3, .-f3
	.globl	f4
	.type	f4, @function
f4:
	mov	$1, %r13b
	ret
	.size	f4, .-f4
	.globl	f5
	.type	f5, @function
f5:
	mov	$0x1000, %r13d
	ret
	.size	f5, .-f5
	.globl	f6
	.type	f6, @function
f6:
	mov	$-4096, %r13
	ret
	.size	f6, .-f6
	.globl	f7
	.type	f7, @function
f7:
	mov	%sil, %r13b
	ret
	.size	f7, .-f7
	.globl	f8
	.type	f8, @function
f8:
	mov	(%rdi), %r13
	ret
	.size	f8, .-f8
	.globl	f9
	.type	f9, @function
f9:
	mov	%gs:16, %r13
	ret
	.size	f9, .-f9
	.globl	f10
	.type	f10, @function
f10:
	mov	%ds, %r13d
	ret
	.size	f10, .-f10
	.globl	f11
	.type	f11, @function
f11:
	mov	%cr3, %r13
	ret
	.size	f11, .-f11
	.globl	f12
	.type	f12, @function
f12:
	mov	%db0, %r13
	ret
	.size	f12, .-f12
	.globl	f13
	.type	f13, @function
f13:
	movzwl	(%rdi), %r13d
	ret
	.size	f13, .-f13
	.globl	f14
	.type	f14, @function
f14:
	movzbl	%al, %r13d
	ret
	.size	f14, .-f14
	.globl	f15
	.type	f15, @function
f15:
	movslq	%edi, %r13
	ret
	.size	f15, .-f15
	.globl	f16
	.type	f16, @function
f16:
	movsbq	(%rdi), %r13
	ret
	.size	f16, .-f16
	.globl	f17
	.type	f17, @function
f17:
	movbe	(%rdi), %r13
	ret
	.size	f17, .-f17
	.globl	f18
	.type	f18, @function
f18:
	xchg	%r13, %rdi
	ret
	.size	f18, .-f18
	.globl	f19
	.type	f19, @function
f19:
	xchg	%r13, (%rdi)
	ret
	.size	f19, .-f19
	.globl	f20
	.type	f20, @function
f20:
	xchg	%r13d, %eax
	ret
	.size	f20, .-f20
	.globl	f21
	.type	f21, @function
f21:
	xadd	%r13, (%rdi)
	ret
	.size	f21, .-f21
	.globl	f22
	.type	f22, @function
f22:
	xadd	%rax, %r13
	ret
	.size	f22, .-f22
	.globl	f23
	.type	f23, @function
f23:
	cmpxchg	%rdi, %r13
	ret
	.size	f23, .-f23
	.globl	f24
	.type	f24, @function
f24:
	cmovne	%rdi, %r13
	ret
	.size	f24, .-f24
	.globl	f25
	.type	f25, @function
f25:
	cmovs	(%rdi), %r13d
	ret
	.size	f25, .-f25
	.globl	f26
	.type	f26, @function
f26:
	sete	%r13b
	ret
	.size	f26, .-f26
	.globl	f27
	.type	f27, @function
f27:
	sub	%rax, %r13
	ret
	.size	f27, .-f27
	.globl	f28
	.type	f28, @function
f28:
	add	%rax, %r13
	ret
	.size	f28, .-f28
	.globl	f29
	.type	f29, @function
f29:
	add	(%rdi), %r13
	ret
	.size	f29, .-f29
	.globl	f30
	.type	f30, @function
f30:
	sub	$16, %r13d
	ret
	.size	f30, .-f30
	.globl	f31
	.type	f31, @function
f31:
	sub	$16, %r13w
	ret
	.size	f31, .-f31
	.globl	f32
	.type	f32, @function
f32:
	add	$8, %r13b
	ret
	.size	f32, .-f32
	.globl	f33
	.type	f33, @function
f33:
	adc	$8, %r13
	ret
	.size	f33, .-f33
	.globl	f34
	.type	f34, @function
f34:
	sbb	$8, %r13
	ret
	.size	f34, .-f34
	.globl	f35
	.type	f35, @function
f35:
	or	$8, %r13
	ret
	.size	f35, .-f35
	.globl	f36
	.type	f36, @function
f36:
	xor	%rdi, %r13
	ret
	.size	f36, .-f36
	.globl	f37
	.type	f37, @function
f37:
	and	%rdi, %r13
	ret
	.size	f37, .-f37
	.globl	f38
	.type	f38, @function
f38:
	and	$-16, %r13d
	ret
	.size	f38, .-f38
	.globl	f39
	.type	f39, @function
f39:
	and	$24, %r13
	ret
	.size	f39, .-f39
	.globl	f40
	.type	f40, @function
f40:
	inc	%r13d
	ret
	.size	f40, .-f40
	.globl	f41
	.type	f41, @function
f41:
	dec	%r13w
	ret
	.size	f41, .-f41
	.globl	f42
	.type	f42, @function
f42:
	neg	%r13
	ret
	.size	f42, .-f42
	.globl	f43
	.type	f43, @function
f43:
	not	%r13
	ret
	.size	f43, .-f43
	.globl	f44
	.type	f44, @function
f44:
	bswap	%r13
	ret
	.size	f44, .-f44
	.globl	f45
	.type	f45, @function
f45:
	shl	$1, %r13
	ret
	.size	f45, .-f45
	.globl	f46
	.type	f46, @function
f46:
	ror	%cl, %r13
	ret
	.size	f46, .-f46
	.globl	f47
	.type	f47, @function
f47:
	sar	$4, %r13
	ret
	.size	f47, .-f47
	.globl	f48
	.type	f48, @function
f48:
	shld	$3, %rdi, %r13
	ret
	.size	f48, .-f48
	.globl	f49
	.type	f49, @function
f49:
	bts	$3, %r13
	ret
	.size	f49, .-f49
	.globl	f50
	.type	f50, @function
f50:
	btr	%rdi, %r13
	ret
	.size	f50, .-f50
	.globl	f51
	.type	f51, @function
f51:
	imul	$3, %r13, %r13
	ret
	.size	f51, .-f51
	.globl	f52
	.type	f52, @function
f52:
	imul	%rdi, %r13
	ret
	.size	f52, .-f52
	.globl	f53
	.type	f53, @function
f53:
	lea	(%rdi), %r13
	ret
	.size	f53, .-f53
	.globl	f54
	.type	f54, @function
f54:
	lea	8(%r13), %r13d
	ret
	.size	f54, .-f54
	.globl	f55
	.type	f55, @function
f55:
	lea	8(%r13), %r13w
	ret
	.size	f55, .-f55
	.globl	f56
	.type	f56, @function
f56:
	lea	8(%rip), %r13
	ret
	.size	f56, .-f56
	.globl	f57
	.type	f57, @function
f57:
	bsf	%rdi, %r13
	ret
	.size	f57, .-f57
	.globl	f58
	.type	f58, @function
f58:
	bsr	%rdi, %r13
	ret
	.size	f58, .-f58
	.globl	f59
	.type	f59, @function
f59:
	popcnt	%rdi, %r13
	ret
	.size	f59, .-f59
	.globl	f60
	.type	f60, @function
f60:
	tzcnt	(%rdi), %r13
	ret
	.size	f60, .-f60
	.globl	f61
	.type	f61, @function
f61:
	lzcnt	%rdi, %r13
	ret
	.size	f61, .-f61
	.globl	f62
	.type	f62, @function
f62:
	crc32q	%rdi, %r13
	ret
	.size	f62, .-f62
	.globl	f63
	.type	f63, @function
f63:
	rdrand	%r13
	ret
	.size	f63, .-f63
	.globl	f64
	.type	f64, @function
f64:
	rdseed	%r13
	ret
	.size	f64, .-f64
	.globl	f65
	.type	f65, @function
f65:
	rdfsbase	%r13
	ret
	.size	f65, .-f65
	.globl	f66
	.type	f66, @function
f66:
	rdpid	%r13
	ret
	.size	f66, .-f66
	.globl	f67
	.type	f67, @function
f67:
	rdsspq	%r13
	ret
	.size	f67, .-f67
	.globl	f68
	.type	f68, @function
f68:
	lar	%di, %r13d
	ret
	.size	f68, .-f68
	.globl	f69
	.type	f69, @function
f69:
	lsl	%di, %r13d
	ret
	.size	f69, .-f69
	.globl	f70
	.type	f70, @function
f70:
	smsw	%r13d
	ret
	.size	f70, .-f70
	.globl	f71
	.type	f71, @function
f71:
	sldt	%r13
	ret
	.size	f71, .-f71
	.globl	f72
	.type	f72, @function
f72:
	str	%r13
	ret
	.size	f72, .-f72
	.globl	f73
	.type	f73, @function
f73:
	vmread	%rdi, %r13
	ret
	.size	f73, .-f73
	.globl	f74
	.type	f74, @function
f74:
	movq	%xmm0, %r13
	ret
	.size	f74, .-f74
	.globl	f75
	.type	f75, @function
f75:
	movmskps	%xmm0, %r13d
	ret
	.size	f75, .-f75
	.globl	f76
	.type	f76, @function
f76:
	pmovmskb	%xmm0, %r13d
	ret
	.size	f76, .-f76
	.globl	f77
	.type	f77, @function
f77:
	pextrq	$0, %xmm0, %r13
	ret
	.size	f77, .-f77
	.globl	f78
	.type	f78, @function
f78:
	cvttsd2si	%xmm0, %r13
	ret
	.size	f78, .-f78
	.globl	f79
	.type	f79, @function
f79:
	vmovq	%xmm0, %r13
	ret
	.size	f79, .-f79
	.globl	f80
	.type	f80, @function
f80:
	kmovq	%k1, %r13
	ret
	.size	f80, .-f80
	.globl	f81
	.type	f81, @function
f81:
	andn	%rdi, %rsi, %r13
	ret
	.size	f81, .-f81
	.globl	f82
	.type	f82, @function
f82:
	bextr	%rdi, %rsi, %r13
	ret
	.size	f82, .-f82
	.globl	f83
	.type	f83, @function
f83:
	blsi	%rdi, %r13
	ret
	.size	f83, .-f83
	.globl	f84
	.type	f84, @function
f84:
	pext	%rdi, %rsi, %r13
	ret
	.size	f84, .-f84
	.globl	f85
	.type	f85, @function
f85:
	rorx	$3, %rdi, %r13
	ret
	.size	f85, .-f85
	.globl	f86
	.type	f86, @function
f86:
	shlx	%rdi, %rsi, %r13
	ret
	.size	f86, .-f86
	.globl	f87
	.type	f87, @function
f87:
	mulx	%rdi, %rax, %r13
	ret
	.size	f87, .-f87
	.globl	f88
	.type	f88, @function
f88:
	mulx	%rdi, %r13, %rax
	ret
	.size	f88, .-f88
	.globl	f89
	.type	f89, @function
f89:
	adcx	%rdi, %r13
	ret
	.size	f89, .-f89
	.globl	f90
	.type	f90, @function
f90:
	lea	(%r13,%rdi,8), %r13
	ret
	.size	f90, .-f90
	.globl	f91
	.type	f91, @function
f91:
	lea	8(%r13), %r13
	ret
	.size	f91, .-f91
	.globl	f92
	.type	f92, @function
f92:
	dec	%r13b
	ret
	.size	f92, .-f92
	.globl	f93
	.type	f93, @function
f93:
	and	$-16, %r13
	ret
	.size	f93, .-f93
	.globl	f94
	.type	f94, @function
f94:
	add	$8, %r13
	ret
	.size	f94, .-f94
	.globl	f95
	.type	f95, @function
f95:
	sub	$8, %r13
	ret
	.size	f95, .-f95
	.globl	f96
	.type	f96, @function
f96:
	sub	$0x1000, %r13
	ret
	.size	f96, .-f96
	.globl	f97
	.type	f97, @function
f97:
	push	%rdi
	pop	%r13
	ret
	.size	f97, .-f97
	.globl	f98
	.type	f98, @function
f98:
	movabs	$0x1122334455667788, %r13
	ret
	.size	f98, .-f98
	.globl	f99
	.type	f99, @function
f99:
	xor	%r13d, %r13d
	ret
	.size	f99, .-f99
	.globl	f100
	.type	f100, @function
f100:
	loop	.+2
	not	%r13d
	ret
	.size	f100, .-f100
