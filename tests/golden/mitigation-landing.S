# SPDX-License-Identifier: GPL-2.0-only
# Addresses that need no landing: a function's own, an annotated one, the end of
# a range, a place that is only listed. Those that do: in code, with a relocation
# and without one, and in data.
# stackcheck: --mode=table --mitigation=ibt
# expect: f+0x18 [landing-missing]
# expect: f+0x20 [landing-missing]
# expect: .data+0x8 [landing-missing]
	.text
	.globl	f
	.type	f, @function
f:
	endbr64
	mov	$1f, %eax
1:	mov	$marked, %eax
	mov	$end, %eax
	mov	$f, %eax
	lea	plain(%rip), %rax
	nop
	mov	$plain, %eax
	ret
	.size	f, .-f

	.type	marked, @function
marked:
	ret
	.size	marked, .-marked
	.type	other, @function
other:
	nop
	ret
	.size	other, .-other
	.type	plain, @function
plain:
	ret
	.size	plain, .-plain
	.type	last, @function
last:
	endbr64
	ret
	.size	last, .-last
	.type	end, @function
end:
	ret
	.size	end, .-end

	.section .discard.noendbr, "a"
	.long	marked
	.section .smp_locks, "a"
	.long	plain - .
	.data
	.quad	f
	.quad	plain
