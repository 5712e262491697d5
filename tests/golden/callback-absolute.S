# SPDX-License-Identifier: GPL-2.0-only
# A local function whose address is handed out keeps the registers of its unknown callers.
# stackcheck: --mode=table
# expect: callback [callee-saved]
	.text
	.type	callback, @function
callback:
	mov	%rdi, %rbx
	ret
	.size	callback, .-callback
	.globl	f
	.type	f, @function
f:
	mov	$callback, %rdi
	jmp	hand_out
	.size	f, .-f
