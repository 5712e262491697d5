# SPDX-License-Identifier: GPL-2.0-only
# Bytes that are no instruction cost their function a finding, and no other.
# stackcheck: --mode=table
# expect: bad [undecodable]
# expect: leak [return-modified]
	.text
	.globl	bad
	.type	bad, @function
bad:
	.byte	0x06
	.size	bad, .-bad
	.globl	leak
	.type	leak, @function
leak:
	push	%rax
	ret
	.size	leak, .-leak
