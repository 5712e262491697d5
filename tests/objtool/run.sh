#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The step where there is no objtool: options, tables, no-ops, what is refused.
# Then what the step and the objtool of 6.12 make of an object is compared.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

make_work
step=$(realpath "$O/stackcheck-kbuild")
compare=$(realpath "$O/tests/objtool/compare")
kernel=$O/boot/kernels/6.12

cat >"$work/sites.s" <<'ASM'
	.macro	room
	.skip	16, 0x90
	.endm

	.text
	room
	.globl	first
	.type	first, @function
first:
	endbr64
	sub	$8, %rsp
	call	second
	call	__SCT__work
	call	__x86_indirect_thunk_rax
1:	jmp	2f
	add	$8, %rsp
	jmp	__x86_return_thunk
2:	add	$8, %rsp
	jmp	__SCT__work
	.size	first, .-first

	room
	.globl	second
	.type	second, @function
second:
	endbr64
	jmp	__x86_return_thunk
	.size	second, .-second

	/* the linker may take another function for this one */
	.section .other, "ax"
	room
	.weak	third
	.type	third, @function
third:
	endbr64
	call	__fentry__
	mov	$second, %rax
	jmp	__x86_return_thunk
	.size	third, .-third

	.section .noinstr.text, "ax"
	room
	.type	fourth, @function
fourth:
	call	__sanitizer_cov_trace_pc
	jmp	__x86_return_thunk
	.size	fourth, .-fourth

	.section __jump_table, "aw"
	.balign	8
	.long	1b - ., 2b - .
	.quad	key + 2 - .
	.data
	.balign	8
key:	.quad	0
	.quad	third
ASM
as -o "$work/sites.o" "$work/sites.s" || exit 1

cat >"$work/tail.s" <<'ASM'
	.section .noinstr.text, "ax"
	.type	tail, @function
tail:
	jmp	__sanitizer_cov_trace_pc
	.size	tail, .-tail
ASM
as -o "$work/tail.o" "$work/tail.s" || exit 1

# An address that the assembler fills in: there is no relocation.
cat >"$work/near.s" <<'ASM'
	.text
	.type	near, @function
near:
	endbr64
	ret
	.size	near, .-near
	.globl	use
	.type	use, @function
use:
	endbr64
	lea	near(%rip), %rax
	ret
	.size	use, .-use
ASM
as -o "$work/near.o" "$work/near.s" || exit 1

# What saves access to memory of users pushes where there are no-ops else.
cat >"$work/saving.s" <<'ASM'
	.macro	smap body
.Lfrom\@:
	.skip	.Lend\@ - .Lto\@, 0x90
.Lback\@:
	.pushsection .altinstructions, "a"
	.long	.Lfrom\@ - ., .Lto\@ - .
	.short	9*32+20, 0
	.byte	.Lback\@ - .Lfrom\@, .Lend\@ - .Lto\@
	.popsection
	.pushsection .altinstr_replacement, "ax"
.Lto\@:	\body
.Lend\@:
	.popsection
	.endm
	.text
	.globl	__asan_load8_noabort
	.type	__asan_load8_noabort, @function
__asan_load8_noabort:
	sub	$8, %rsp
	smap	"pushf; pop %rax; clac"
	call	report
	smap	"push %rax; popf"
	add	$8, %rsp
	ret
	.size	__asan_load8_noabort, .-__asan_load8_noabort
ASM
as -o "$work/saving.o" "$work/saving.s" || exit 1

# Hashes of types before functions, as clang leaves them, in two sections.
cat >"$work/hashes.s" <<'ASM'
	.macro	hashed name bind
	.\bind	__cfi_\name
	.type	__cfi_\name, @function
__cfi_\name:
	mov	$0x12345678, %eax
	.size	__cfi_\name, .-__cfi_\name
	.fill	11, 1, 0x90
	.\bind	\name
	.type	\name, @function
\name:
	endbr64
	push	%rbx
	pop	%rbx
	ret
	.size	\name, .-\name
	.endm
	.section .other, "ax"
	hashed	in_other, globl
	.text
	hashed	last, globl
	hashed	own, local
	hashed	weak, weak
	.fill	11, 1, 0x90
	.type	plain, @function
plain:	ret
	.size	plain, .-plain
	/* space that the assembler fills, as large as the room */
	.nops	11
	hashed	behind, globl
	.section .init.text, "ax"
	hashed	start, globl
	/* what clang says of symbols whose addresses are taken */
	.addrsig
	.addrsig_sym weak
	.addrsig_sym last
ASM
clang -c -o "$work/hashes.o" "$work/hashes.s" || exit 1

# alone OBJECT OPTION...: the step on a copy, which is all there is in its folder
alone() {
	local object=$1
	shift
	rm -rf "$work/alone"
	mkdir "$work/alone"
	cp "$work/$object" "$work/alone/object.o"
	(cd "$work/alone" && STACKCHECK_OBJTOOL=none \
		KERNELRELEASE=${KERNELRELEASE:-6.12.1} "$step" "$@" object.o)
}

# --- options

expect_line "an option is refused by name" \
	"object.o: options that only objtool does: --klp-symids;" \
	alone sites.o --orc --klp-symids
expect "and the object is left" cmp "$work/sites.o" "$work/alone/object.o"
expect_line "--cfi has two meanings" "what --cfi asks for in this version" \
	env KERNELRELEASE=6.19.1 STACKCHECK_OBJTOOL=none \
	sh -c "cd '$work/alone' && '$step' --orc --cfi object.o"
for option in --frob --hacks=frob --prefix=x --prefix -x; do
	expect_line "$option is not known" "^stackcheck-kbuild: $option: option of objtool that is not known" \
		alone sites.o --orc $option
done
expect_line "ORC needs the version" "object.o: for which kernel is not known" \
	env -u KERNELRELEASE -u KERNELVERSION STACKCHECK_OBJTOOL=none \
	sh -c "cd '$work/alone' && '$step' --orc object.o"
expect "letters are options, too" alone sites.o -s -o
alone sites.o --orc --backup
expect "--backup keeps the object" cmp "$work/sites.o" "$work/alone/object.o.orig"
alone sites.o --orc -o other.o
expect "-o leaves the object" cmp "$work/sites.o" "$work/alone/object.o"
expect_line "-o writes the file" orc_unwind readelf -SW "$work/alone/other.o"

# --- tables

# entries SECTION: the number of its relocations
entries() {
	readelf -rW "$work/alone/object.o" 2>/dev/null |
		awk -v name="'.rela$1'" '$3 == name { sub(/.*contains /, ""); print $1 }'
}

# expect_entries SECTION N
expect_entries() {
	local n
	n=$(entries "$1")
	if [ "${n:-0}" = "$2" ]; then
		ok "$1: $2"
	else
		not_ok "$1: ${n:-0} relocations, not $2"
	fi
}

everything=(--hacks=jump_label,noinstr,skylake --ibt --orc --retpoline --rethunk
	--sls --static-call --prefix=16 --link --module)
expect "all that the step does alone" alone sites.o "${everything[@]}" --mcount --mnop
expect_entries .static_call_sites 4
expect_entries .retpoline_sites 1
expect_entries .return_sites 4
expect_entries .call_sites 1
expect_entries __mcount_loc 1
expect_entries .ibt_endbr_seal 1
expect_entries .orc_header 0
expect_line "room before a global function" "GLOBAL .* __pfx_first" \
	readelf -sW "$work/alone/object.o"
expect_line "room before a local function" "LOCAL .* __pfx_fourth" \
	readelf -sW "$work/alone/object.o"
expect_line "room before a weak function" "WEAK .* __pfx_third" \
	readelf -sW "$work/alone/object.o"
expect_line "no relocation names a weak function" "^0$" sh -c \
	"readelf -rW '$work/alone/object.o' | grep orc_unwind_ip -A30 | grep -c third"
expect_line "the jump of the label is a no-op" "^ +[0-9a-f]+:.*66 90 " \
	objdump -d "$work/alone/object.o"
expect_line "the tracing call is a no-op" "0f 1f 44 00 00" \
	objdump -d -j .other "$work/alone/object.o"
expect "the object can be linked" ld -r -o "$work/linked.o" "$work/alone/object.o"
cp "$work/alone/object.o" "$work/twice.o"
expect_line "a return that the step makes has no thunk" \
	"tail.0x0: return without a thunk .naked-return.$" \
	alone tail.o --hacks=noinstr --orc --rethunk
expect_line "a jump to a profiling function is a return" "c3 .*ret" \
	objdump -d -j .noinstr.text "$work/alone/object.o"
alone near.o --orc --rethunk --ibt 2>/dev/null
expect_line "a return without a thunk says nothing of stacks" \
	'^functions 2, trusted 2 ' "$SC" trust --dump "$work/alone/object.o"
alone near.o --ibt --link
expect_entries .ibt_endbr_seal 1
alone twice.o "${everything[@]}" 2>/dev/null
expect_line "done twice, it has its tables once" "^1$" sh -c \
	"readelf -SW '$work/alone/object.o' | grep -c ' .return_sites'"
expect_line "done twice, it has its symbols once" "^1$" sh -c \
	"readelf -sW '$work/alone/object.o' | grep -c __pfx_first"

# sizes_of SYMBOL...: what the result says of them
sizes_of() {
	readelf -sW "$work/alone/object.o" |
		awk -v names=" $* " 'index(names, " " $8 " ") { print $8, $3 }' | sort
}

# addrsig: the symbols of clang's list, each a byte here
addrsig() {
	local hex byte
	hex=$(readelf -x .llvm_addrsig "$work/alone/object.o" | awk '/0x0000/ { print $2 }')
	for byte in $(sed 's/../& /g' <<<"$hex"); do
		readelf -sW "$work/alone/object.o" |
			awk -v n=$((0x$byte)) '$1 == n ":" { print $8 }'
	done | sort | tr '\n' ' '
}

alone hashes.o --orc --cfi --prefix=11
expect_entries .cfi_sites 6
expect_line "room of its own" "^__pfx_own 11$" sizes_of __pfx_own
expect_line "whose addresses are taken is kept" "^last weak $" addrsig
cp "$work/alone/object.o" "$work/hashes-twice.o"
expect "hashes, done twice" alone hashes-twice.o --orc --cfi --prefix=11 --ibt --werror
expect_entries .cfi_sites 6
KERNELRELEASE=7.3.1 alone hashes.o --orc --cfi --prefix=11
expect_entries .cfi_sites 0
expect_line "the room is the hash's" "^__cfi_own 16$" sizes_of __cfi_own __pfx_own
expect_line "and no other one's" "^1$" sh -c \
	"readelf -sW '$work/alone/object.o' | grep -c '__cfi_weak\|__pfx_'"
KERNELRELEASE=7.3.1 alone hashes.o --orc --cfi --fineibt --prefix=11
expect_entries .cfi_sites 6

# Replacements of alternatives, and a function of several names.
cat >"$work/replaced.s" <<'ASM'
	.macro	alternative old new
.Lfrom\@:
	\old
	.skip	.Lend\@ - .Lto\@ - (. - .Lfrom\@), 0x90
.Lback\@:
	.pushsection .altinstructions, "a"
	.long	.Lfrom\@ - ., .Lto\@ - ., 100
	.byte	.Lback\@ - .Lfrom\@, .Lend\@ - .Lto\@
	.popsection
	.pushsection .altinstr_replacement, "ax"
.Lto\@:	\new
.Lend\@:
	.popsection
	.endm

	.text
	.balign	16
.Lroom:	.fill	16, 1, 0x90
	.type	inner, @function
inner:
	.globl	outer
	.type	outer, @function
outer:
	endbr64
	sub	$8, %rsp
	alternative "call plain", "call other"
	alternative "call plain", "call __SCT__work"
	alternative "call plain", "call __x86_indirect_thunk_rax"
	add	$8, %rsp
	alternative "nop", "jmp __SCT__work"
	alternative "nop", "jmp __x86_indirect_thunk_rax"
	jmp	__x86_return_thunk
	.size	inner, .-inner
	.size	outer, .-outer

	.section __patchable_function_entries, "awo", @progbits, .text
	.balign	8
	.quad	.Lroom
ASM
as -o "$work/replaced.o" "$work/replaced.s" || exit 1
cat >"$work/unlisted.s" <<'ASM'
	.balign	16
	.fill	16, 1, 0x90
	.globl	unlisted
	.type	unlisted, @function
unlisted:
	endbr64
	jmp	__x86_return_thunk
	.size	unlisted, .-unlisted
ASM
as -o "$work/unlisted.o" "$work/unlisted.s" || exit 1
alone replaced.o "${everything[@]}"
expect_entries .static_call_sites 0
expect_entries .call_sites 3
expect_line "up to 6.12 each name has its room" "^__pfx_inner 16$" \
	sizes_of __pfx_inner __pfx_outer
KERNELRELEASE=7.3.1 alone replaced.o "${everything[@]}"
expect_entries .static_call_sites 4
expect_entries .retpoline_sites 2
expect_entries .call_sites 4
expect_line "in 7.3 it is the last name's, if it is listed" "^__pfx_outer 16$" \
	sizes_of __pfx_inner __pfx_outer
expect_line "and that of no other name" "^1$" sh -c \
	"readelf -sW '$work/alone/object.o' | grep -c __pfx_"
KERNELRELEASE=7.3.1 alone unlisted.o "${everything[@]}"
expect_line "in 7.3 room that is not listed has no symbol" "^0$" sh -c \
	"readelf -sW '$work/alone/object.o' | grep -c __pfx_"

# --- beside objtool

# agree NAME OBJECT OPTION...: both make the same of it, but for what is allowed
agree() {
	local name=$1 object=$2
	shift 2
	alone "$object" "$@" 2>/dev/null
	cp "$work/$object" "$work/theirs.o"
	"$objtool" "$@" "$work/theirs.o" 2>/dev/null
	expect "$name" "$compare" "$work/alone/object.o" "$work/theirs.o"
}

tests/boot/kernel.sh 6.12 "$kernel" >&2 || not_ok "no kernel 6.12"
objtool=$(realpath "$kernel/kdir/tools/objtool/objtool.real-x86")
agree "objtool: all tables" sites.o "${everything[@]}"
agree "objtool: tracing calls" sites.o "${everything[@]}" --mcount
agree "objtool: tracing calls as no-ops" sites.o "${everything[@]}" --mcount --mnop
agree "objtool: flags are saved over no-ops" saving.o --orc --uaccess
expect "flags saved over no-ops: no finding" alone saving.o --orc --uaccess --werror
agree "objtool: no part of a module" sites.o --orc --rethunk --hacks=skylake --mcount
cat >"$work/compiled.c" <<-'C'
	int (*hook)(int);
	static int add(int a) { return a + 1; }
	int use(int a) { hook = add; return hook(a) + 2; }
	static __attribute__((noinline)) int deep(int a) { return a ? use(a - 1) * 3 : 0; }
	int entry(int a) { return deep(a) + deep(a + 1); }
C
gcc -O2 -c -o "$work/compiled.o" "$work/compiled.c" -mno-red-zone -fno-pic \
	-mindirect-branch=thunk-extern -mindirect-branch-register \
	-mfunction-return=thunk-extern -fcf-protection=branch \
	-fpatchable-function-entry=16,16 -fno-asynchronous-unwind-tables
agree "objtool: hashes" hashes.o --orc --cfi --ibt --prefix=11 --link
agree "objtool: compiled code" compiled.o "${everything[@]}"

tests/boot/kernel.sh 7.3 "$O/boot/kernels/7.3" >&2 || not_ok "no kernel 7.3"
objtool=$(realpath "$O/boot/kernels/7.3/kdir/tools/objtool/objtool.real-x86")
export KERNELRELEASE=7.3.1
agree "objtool of 7.3: replacements, several names" replaced.o "${everything[@]}"
agree "objtool of 7.3: compiled code" compiled.o "${everything[@]}"

exit $failed
