# SPDX-License-Identifier: GPL-2.0-only
# A replacement is run, too. Two that share their bytes have one finding.
# stackcheck: --mode=table --mitigation=retpoline
# expect: f+0x4 [naked-branch]
	.text
	.globl	f
	.type	f, @function
f:
	sub	$8, %rsp
1:	call	__x86_indirect_thunk_rdi
2:	add	$8, %rsp
	ret
	.size	f, .-f

	.section .altinstr_replacement, "ax"
3:	call	*%rdi
	.byte	0x0f, 0x1f, 0x00
4:
	.section .altinstructions, "a"
	.rept	2
	.long	1b - ., 3b - ., 1
	.byte	2b - 1b, 4b - 3b
	.endr
