# SPDX-License-Identifier: GPL-2.0-only
# Each way into or out of the kernel, in a function.
# stackcheck: --mode=table
# expect: f [system-instruction]
# expect: f [system-instruction]
# expect: f [system-instruction]
# expect: f [system-instruction]
# expect: f [system-instruction]
	.text
	.globl	f
	.type	f, @function
f:
	test	%rdi, %rdi
	je	1f
	iretq
1:
	jp	2f
	sysretq
2:
	jo	3f
	sysexit
3:
	js	4f
	lret
4:
	jb	5f
	iretl
5:
	ret
	.size	f, .-f
