# SPDX-License-Identifier: GPL-2.0-only
# A second frame whose return address is none.
# stackcheck: --mode=frame
# expect: f+0x9 [frame-modified]
	.globl	f
	.type	f,@function
f:
	push %rbp
	mov	%rsp,%rbp
	push	%rdi
	push	%rbp
	mov	%rsp,%rbp
	call	foo
	add	$16,%rsp
	pop	%rbp
	ret
	.size	f,.-f
