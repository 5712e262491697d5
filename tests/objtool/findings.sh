#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What the step and the objtool of 6.12 find in the same small objects.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

make_work
step=$(realpath "$O/stackcheck-kbuild")
kernel=$O/boot/kernels/6.12
tests/boot/kernel.sh 6.12 "$kernel" >&2 || not_ok "no kernel 6.12"
objtool=$(realpath "$kernel/kdir/tools/objtool/objtool.real-x86")

cat >"$work/macros.s" <<'ASM'
	.macro	smap body, feature=(9*32+20)
.Lfrom\@:
	.skip	.Lend\@ - .Lto\@, 0x90
.Lback\@:
	.pushsection .altinstructions, "a"
	.long	.Lfrom\@ - ., .Lto\@ - .
	.short	\feature, 0
	.byte	.Lback\@ - .Lfrom\@, .Lend\@ - .Lto\@
	.popsection
	.pushsection .altinstr_replacement, "ax"
.Lto\@:	\body
.Lend\@:
	.popsection
	.endm
	.macro	begin name
	.globl	\name
	.type	\name, @function
\name:
	.endm
	.macro	end name
	.size	\name, .-\name
	.endm
	.macro	note section
.Lnote\@: nop
	.pushsection .discard.instr_\section, "a"
	.long	.Lnote\@ - .
	.popsection
	.endm
	.macro	fixup from to
	.pushsection __ex_table, "a"
	.long	\from - ., \to - ., 3
	.popsection
	.endm
	.text
ASM

# they_find WORDS, we_find RULE: is there such a finding?
they_find() {
	cp "$work/case.o" "$work/theirs.o"
	"$objtool" "${options[@]}" "$work/theirs.o" 2>&1 | grep -q "$1"
}

we_find() {
	cp "$work/case.o" "$work/object.o"
	(cd "$work" && STACKCHECK_OBJTOOL=none KERNELRELEASE=6.12.1 \
		"$step" "${options[@]}" object.o 2>&1) | grep -q "\[$1\]"
}

# case_ WHO NAME: code from stdin; WHO finds it: both, neither, ours, theirs
case_() {
	local found=neither
	cat "$work/macros.s" - >"$work/case.s"
	if ! as -o "$work/case.o" "$work/case.s"; then
		not_ok "$2: no object"
		return
	fi
	they_find "$words" && found=theirs
	we_find "$rule" && [ $found = theirs ] && found=both
	[ $found = neither ] && we_find "$rule" && found=ours
	if [ "$1" = "$found" ]; then
		ok "$2: $1"
	else
		not_ok "$2: $found, not $1"
	fi
}

# --- access to memory of users

options=(--orc --uaccess)
words=UACCESS
rule=user-access
case_ neither "access is opened and closed" <<'ASM'
	begin	f
	smap	stac
1:	mov	(%rdi), %rax
	smap	clac
	ret
2:	smap	clac
	ret
	end	f
	fixup	1b 2b
ASM
case_ both "it is not closed" <<'ASM'
	begin	f
	smap	stac
	mov	(%rdi), %rax
	ret
	end	f
ASM
case_ both "it is not closed on one way" <<'ASM'
	begin	f
	smap	stac
	test	%rdi, %rdi
	jz	1f
	smap	clac
1:	ret
	end	f
ASM
case_ both "it is not closed in a fixup" <<'ASM'
	begin	f
	smap	stac
1:	mov	(%rdi), %rax
	smap	clac
	ret
2:	ret
	end	f
	fixup	1b 2b
ASM
case_ both "it is not opened" <<'ASM'
	begin	f
	mov	(%rdi), %rax
	smap	clac
	ret
	end	f
ASM
case_ both "it is opened twice" <<'ASM'
	begin	f
	smap	stac
	smap	stac
	smap	clac
	ret
	end	f
ASM
case_ both "a call" <<'ASM'
	begin	f
	sub	$8, %rsp
	smap	stac
	call	printk
	smap	clac
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "an indirect call" <<'ASM'
	begin	f
	sub	$8, %rsp
	smap	stac
	call	*%rax
	smap	clac
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "a jump to another function" <<'ASM'
	begin	f
	smap	stac
	jmp	printk
	end	f
ASM
case_ both "an indirect jump" <<'ASM'
	begin	f
	smap	stac
	jmp	*%rax
	end	f
ASM
case_ neither "a call of a function that is listed" <<'ASM'
	begin	f
	sub	$8, %rsp
	smap	stac
	call	rep_movs_alternative
	smap	clac
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "a listed function closes access" <<'ASM'
	begin	rep_movs_alternative
	smap	clac
	ret
	end	rep_movs_alternative
ASM
case_ both "a listed function calls" <<'ASM'
	begin	rep_movs_alternative
	sub	$8, %rsp
	call	printk
	add	$8, %rsp
	ret
	end	rep_movs_alternative
ASM
case_ both "a listed function opens access" <<'ASM'
	begin	rep_movs_alternative
	smap	stac
	ret
	end	rep_movs_alternative
ASM
case_ neither "a listed function saves access before it calls" <<'ASM'
	.macro	saving
	pushf
	pop	%rax
	clac
	.endm
	.macro	restoring
	push	%rax
	popf
	.endm
	begin	rep_movs_alternative
	sub	$8, %rsp
	smap	saving
	call	printk
	smap	restoring
	add	$8, %rsp
	ret
	end	rep_movs_alternative
ASM
# objtool goes by the name, the step by the code
case_ theirs "a call of a leaf of the same object" <<'ASM'
	begin	leaf
	mov	(%rdi), %rax
	ret
	end	leaf
	begin	f
	sub	$8, %rsp
	smap	stac
	call	leaf
	smap	clac
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "a call of what calls in the same object" <<'ASM'
	begin	deep
	sub	$8, %rsp
	call	printk
	add	$8, %rsp
	ret
	end	deep
	begin	f
	sub	$8, %rsp
	smap	stac
	call	deep
	smap	clac
	add	$8, %rsp
	ret
	end	f
ASM
# objtool counts any popf as one
case_ ours "it is restored without being saved" <<'ASM'
	.macro	restoring
	push	%rax
	popf
	.endm
	begin	f
	smap	restoring
	ret
	end	f
ASM

# --- code without instrumentation

options=(--orc --noinstr --link)
words='leaves .noinstr.text\|instrumentation enabled'
rule=noinstr
cat >>"$work/macros.s" <<'ASM'
	begin	plain
	ret
	end	plain
	.section .noinstr.text, "ax"
	begin	quiet
	ret
	end	quiet
ASM
case_ both "a call of other code" <<'ASM'
	begin	f
	sub	$8, %rsp
	call	plain
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "a thunk that calls other code" <<'ASM'
	.section .text..__x86.return_thunk, "ax"
	begin	f
	sub	$8, %rsp
	call	plain
	add	$8, %rsp
	ret
	end	f
ASM
# the kernel's own are no functions, so objtool does not see them
case_ theirs "a thunk that jumps where it is told" <<'ASM'
	.section .text..__x86.indirect_thunk, "ax"
	begin	__x86_indirect_thunk_rax
	jmp	*%rax
	end	__x86_indirect_thunk_rax
ASM
case_ neither "a call of the same" <<'ASM'
	begin	f
	sub	$8, %rsp
	call	quiet
	add	$8, %rsp
	ret
	end	f
ASM
case_ neither "a call between annotations" <<'ASM'
	begin	f
	sub	$8, %rsp
	note	begin
	call	plain
	note	end
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "a call behind them" <<'ASM'
	begin	f
	sub	$8, %rsp
	note	begin
	note	end
	call	plain
	add	$8, %rsp
	ret
	end	f
ASM
case_ neither "annotations in each other" <<'ASM'
	begin	f
	sub	$8, %rsp
	note	begin
	note	begin
	note	end
	call	plain
	note	end
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "a jump to other code" <<'ASM'
	begin	f
	jmp	plain
	end	f
ASM
case_ both "an indirect call" <<'ASM'
	begin	f
	sub	$8, %rsp
	call	*%rax
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "an indirect call through a thunk that is elsewhere" <<'ASM'
	begin	f
	sub	$8, %rsp
	call	__x86_indirect_thunk_rax
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "an indirect jump" <<'ASM'
	begin	f
	jmp	*%rax
	end	f
ASM
# objtool reads no beginning where it finds no end
case_ both "instrumentation stays allowed" <<'ASM'
	begin	f
	note	begin
	ret
	end	f
	begin	g
	note	begin
	note	end
	ret
	end	g
ASM
case_ both "a call of what is in no section" <<'ASM'
	begin	f
	sub	$8, %rsp
	call	elsewhere
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "a tracing call" <<'ASM'
	begin	f
	call	__fentry__
	ret
	end	f
ASM
case_ neither "a report of undefined behaviour" <<'ASM'
	begin	f
	sub	$8, %rsp
	call	__ubsan_handle_shift_out_of_bounds
	add	$8, %rsp
	ret
	end	f
ASM
case_ both "a call on one way only" <<'ASM'
	begin	f
	sub	$8, %rsp
	test	%rdi, %rdi
	jz	1f
	note	begin
1:	call	plain
	add	$8, %rsp
	note	end
	ret
	end	f
ASM
case_ both "a replacement calls" <<'ASM'
	begin	f
	sub	$8, %rsp
	smap	"call plain", 5
	add	$8, %rsp
	ret
	end	f
ASM
# with --orc, objtool does not see in which section hinted code is
case_ ours "code that is no function" <<'ASM'
	.globl	entry
entry:	call	plain
	ud2
	.size	entry, .-entry
	.pushsection .discard.unwind_hints, "a"
	.long	entry - .
	.short	8
	.byte	5, 2, 0
	.balign	4
	.popsection
ASM
case_ neither "a table of functions, all of them noinstr" <<'ASM'
	begin	f
	sub	$8, %rsp
	call	*pv_ops + 8(%rip)
	add	$8, %rsp
	ret
	end	f
	.data
	.globl	pv_ops
	.type	pv_ops, @object
pv_ops:	.quad	plain
	.quad	quiet
	.size	pv_ops, . - pv_ops
ASM
words='pv_ops.*plain'
case_ both "a table of functions, one of them is none" <<'ASM'
	begin	f
	sub	$8, %rsp
	call	*pv_ops + 8(%rip)
	add	$8, %rsp
	ret
	end	f
	.data
	.globl	pv_ops
	.type	pv_ops, @object
pv_ops:	.quad	quiet
	.quad	quiet
	.size	pv_ops, . - pv_ops
	.globl	xen_cpu_ops
	.type	xen_cpu_ops, @object
xen_cpu_ops:
	.quad	0
	.quad	plain
	.size	xen_cpu_ops, . - xen_cpu_ops
ASM

# --- ways into the kernel

options=(--orc --rethunk --unret --link)
words='early indirect\|RET before\|after linking\|Failed UNRET\|teh end'
rule=unret
# objtool has one warning a function: hinted code has no other one
cat >"$work/more.s" <<'ASM'
	.macro	way name
	.globl	\name
\name:
.Lway\@:
	.pushsection .discard.validate_unret, "a"
	.long	.Lway\@ - .
	.popsection
	.pushsection .discard.unwind_hints, "a"
	.long	.Lway\@ - .
	.short	8
	.byte	5, 2, 0
	.balign	4
	.popsection
	.endm
	.macro	safe
.Lsafe\@: nop
	.pushsection .discard.retpoline_safe, "a"
	.long	.Lsafe\@ - .
	.popsection
	.endm
	.section .text.helpers, "ax"
	begin	returns
	jmp	__x86_return_thunk
	end	returns
	begin	untrains
	safe
	jmp	__x86_return_thunk
	end	untrains
	.section .entry.text, "ax"
ASM
cat "$work/more.s" >>"$work/macros.s"
case_ neither "it is made safe" <<'ASM'
	way	enter
	test	%rdi, %rdi
	jz	1f
	nop
1:	safe
	call	returns
	call	*%rax
	ud2
	.size	enter, .-enter
ASM
case_ both "a return before it" <<'ASM'
	way	enter
	test	%rdi, %rdi
	jz	1f
	jmp	__x86_return_thunk
1:	safe
	ud2
	.size	enter, .-enter
ASM
case_ both "a naked return before it" <<'ASM'
	way	enter
	test	%rdi, %rdi
	jz	1f
	ret
1:	safe
	ud2
	.size	enter, .-enter
ASM
case_ both "a call of what returns before it" <<'ASM'
	way	enter
	call	returns
	safe
	ud2
	.size	enter, .-enter
ASM
case_ neither "a call of what makes it safe" <<'ASM'
	way	enter
	call	untrains
	call	returns
	ud2
	.size	enter, .-enter
ASM
case_ both "an indirect call before it" <<'ASM'
	way	enter
	call	*%rax
	safe
	ud2
	.size	enter, .-enter
ASM
case_ both "a thunk before it" <<'ASM'
	way	enter
	call	__x86_indirect_thunk_rax
	safe
	ud2
	.size	enter, .-enter
ASM
case_ both "an indirect jump before it" <<'ASM'
	way	enter
	test	%rdi, %rdi
	jz	1f
	jmp	*%rax
1:	safe
	ud2
	.size	enter, .-enter
ASM
case_ both "a return in a replacement" <<'ASM'
	way	enter
	smap	"call returns", 5
	safe
	ud2
	.size	enter, .-enter
ASM
case_ neither "it is made safe in a replacement, and the way ends behind it" <<'ASM'
	way	enter
	smap	"call untrains", 5
	ud2
	.size	enter, .-enter
ASM
case_ both "a return in a fixup" <<'ASM'
	way	enter
1:	mov	(%rdi), %rax
	safe
	ud2
2:	jmp	__x86_return_thunk
	.size	enter, .-enter
	fixup	1b 2b
ASM

exit $failed
