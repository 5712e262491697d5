# SPDX-License-Identifier: GPL-2.0-only
# Names that only look like a panic of Rust: another crate's, another module's, a longer name, a closure in one, and
# one that is no name of Rust. Each of them returns, and the stack is wrong behind it.
# stackcheck: --mode=table
# expect: f0 [stack-mismatch]
# expect: f1 [stack-mismatch]
# expect: f2 [stack-mismatch]
# expect: f3 [stack-mismatch]
# expect: f4 [stack-mismatch]
# expect: f5 [stack-mismatch]
# expect: f6 [stack-mismatch]
	.text
	.macro	function n callee
	.globl	f\n
	.type	f\n, @function
f\n:
	push	%rbx
	test	%rdi, %rdi
	je	1f
2:	pop	%rbx
	ret
1:	push	%rax
	call	\callee
	jmp	2b
	.size	f\n, .-f\n
	.endm
function 0 _RNvNtCs2lKf6AS60Zg_5score9panicking9panic_fmt
function 1 _RNvNtCs2lKf6AS60Zg_4core9panicked_9panic_fmt
function 2 _RNvNtCs2lKf6AS60Zg_4core9panicking11panic_fmt_2
function 3 _RNCNvNtCs2lKf6AS60Zg_4core9panicking9panic_fmt0B5_
function 4 _ZN4core9panicking9panic_fmtE
function 5 _RNvNtNtCs2lKf6AS60Zg_4core9panicking9panic_fmt5inner
function 6 _RNvNtCs2lKf6AS60Zg_4core9panicking99panic_fmt
