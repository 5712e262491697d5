# SPDX-License-Identifier: GPL-2.0-only
# Eight bytes are still allocated at the return.
# stackcheck: --mode=table
# expect: leak [return-modified]
	.text
	.globl	leak
	.type	leak, @function
leak:
	sub	$8, %rsp
	call	helper
	ret
	.size	leak, .-leak
