# SPDX-License-Identifier: GPL-2.0-only
# Another object goes on behind a call of g(), which ends with a call of unknown
# nature: that one returns, too.
# stackcheck: --mode=table
# with: _goes-on.S
# expect: g [fallthrough]
# expect: leaks [return-modified]
	.text
	.globl	g
	.type	g, @function
g:
	sub	$8, %rsp
	call	unknown
	.size	g, .-g
	.globl	leaks
	.type	leaks, @function
leaks:
	push	%rax
	call	g
1:
	ret
	.size	leaks, .-leaks
