# SPDX-License-Identifier: GPL-2.0-only
# That `stop` does not return rests on what its last call is taken for. A caller
# goes on behind a call of `stop`, in code that nothing else reaches: it returns,
# so `stop` runs past its end, and the fault of the caller is seen.
# stackcheck: --mode=table
# expect: stop [fallthrough]
# expect: leaks [return-modified]
	.text
	.type	stop, @function
stop:
	sub	$8, %rsp
	call	g
	.size	stop, .-stop
	.globl	leaks
	.type	leaks, @function
leaks:
	push	%rax
	call	stop
	ret
	.size	leaks, .-leaks
