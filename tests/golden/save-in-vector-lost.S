# SPDX-License-Identifier: GPL-2.0-only
# What was kept in a vector register is lost, or is not what is taken back.
# stackcheck: --mode=table
# expect: written [callee-saved]
# expect: two_prefixes [callee-saved]
# expect: wider [callee-saved]
# expect: low [callee-saved]
# expect: all [callee-saved]
# expect: called [callee-saved]
# expect: other [callee-saved]
# expect: half [callee-saved]
# expect: half_back [callee-saved]
# expect: late [callee-saved]
# expect: one_path [callee-saved]
# expect: masked [callee-saved]
# expect: mmx [callee-saved]
# expect: gathered [callee-saved]
# expect: frame [callee-saved]
	.text
	.macro	function name
	.globl	\name
	.type	\name, @function
\name:
	.endm
	.macro	end name
	movq	%xmm5, %rbx
	ret
	.size	\name, .-\name
	.endm
function written
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	pxor	%xmm5, %xmm5
end written
function two_prefixes
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	.byte	0x66		# f3 decides: movq (%rdi), %xmm5
	movq	(%rdi), %xmm5
end two_prefixes
function wider
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	vpaddd	(%rdi), %ymm1, %ymm5
end wider
function low
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	movlps	(%rdi), %xmm5
end low
function all
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	vzeroall
end all
function called
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	sub	$8, %rsp
	call	elsewhere
	add	$8, %rsp
end called
function other
	movq	%rbx, %xmm5
	movq	%r12, %xmm6
	xor	%ebx, %ebx
	movq	%xmm6, %rbx
	ret
	.size	other, .-other
function half
	movd	%ebx, %xmm5
	xor	%ebx, %ebx
end half
function half_back
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	movd	%xmm5, %ebx
	ret
	.size	half_back, .-half_back
function late
	xor	%ebx, %ebx
	movq	%rbx, %xmm5
end late
function one_path
	test	%rdi, %rdi
	je	1f
	movq	%rbx, %xmm5
1:	xor	%ebx, %ebx
end one_path
function masked
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	vmovdqu64	(%rdi), %zmm5{%k1}
end masked
function mmx
	movq	%rbx, %mm5
	xor	%ebx, %ebx
	movq	%mm5, %rbx
	ret
	.size	mmx, .-mmx
function gathered
	movq	%rbx, %xmm5
	xor	%ebx, %ebx
	vpgatherdd	%xmm5, (%rdi,%xmm1,4), %xmm2
end gathered
function frame
	movq	%rbp, %xmm5
	xor	%ebp, %ebp
	movq	%xmm5, %rbp
	ret
	.size	frame, .-frame
