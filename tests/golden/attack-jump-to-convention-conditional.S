# SPDX-License-Identifier: GPL-2.0-only
# The same by a conditional jump; then the return, too.
# stackcheck: --mode=table
# expect: f+0x2 [callee-saved]
# expect: f+0x4 [callee-saved]
	.globl	f
	.type	f,@function
f:
	test %edi,%edi
	je	loc
	ret
	.size	f,.-f
	.type	loc,@function
loc:
	mov (%rbx),%rax
	xor	%ebx,%ebx
	ret
	.size	loc,.-loc
