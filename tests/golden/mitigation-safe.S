# SPDX-License-Identifier: GPL-2.0-only
# An annotated branch is as it is meant, the one behind it is not. Code that
# nothing reaches counts too.
# stackcheck: --mode=table --mitigation=retpoline --mitigation=rethunk --mitigation=sls
# expect: f+0x6 [naked-branch]
# expect: f+0xc [naked-return]
# expect: f+0xc [guard-missing]
# expect: g+0x0 [naked-branch]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
1:	call	*%rdi
	call	*%rsi
	add	$8, %rsp
	ret
	.size	f, .-f
	.type	g, @function
g:
	jmp	*%rax
	int3
	.size	g, .-g

	.section .discard.retpoline_safe, "a"
	.long	1b
