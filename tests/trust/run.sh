#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Trust tables through the commands, and the step of kernel builds with a
# stand-in for the kernel's objtool.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/trust-run
step=$(realpath "$O/stackcheck-kbuild")
rm -rf "$work"
mkdir -p "$work"

# --- tables

cat >"$work/good.s" <<'ASM'
	.text
	.globl framed, leaf
	.type framed, @function
framed:
	push %rbp
	mov %rsp, %rbp
	call other
	pop %rbp
	ret
	.size framed, .-framed
	.p2align 4
	.type leaf, @function
leaf:
	mov %rdi, %rax
	ret
	.size leaf, .-leaf
ASM
cat >"$work/mixed.s" <<'ASM'
	.text
	.globl sound, lost
	.type sound, @function
sound:
	push %rbx
	mov %rdi, %rbx
	call other
	pop %rbx
	ret
	.size sound, .-sound
	.type lost, @function
lost:
	mov (%rdi), %rsp
	call other
	ret
	.size lost, .-lost
	.section .init.text, "ax"
	.type early, @function
early:
	sub $24, %rsp
	call other
	add $24, %rsp
	ret
	.size early, .-early
ASM
cat >"$work/other.s" <<'ASM'
	.globl other
	.type other, @function
other:	ret
	.size other, .-other
ASM
for name in good mixed other; do
	as -o "$work/$name.o" "$work/$name.s" || exit 1
done

trust() {
	"$SC" trust "$@"
}

# with_table NAME OPTION...: a copy of NAME.o with its table
with_table() {
	local name=$1
	shift
	cp "$work/$name.o" "$work/$name.t.o"
	trust --embed "$@" "$work/$name.t.o" 2>/dev/null
	[ $? -le 1 ]
}

expect_exit "a clean object is embedded" 0 \
	trust --embed "$work/good.o" -o "$work/copy.o"
expect_line "its functions are trusted" '^functions 2, trusted 2 .*framed 2' \
	trust --dump "$work/copy.o"
expect_exit "and the dump says so" 0 trust --dump "$work/copy.o"
expect "the input is as it was" \
	sh -c "! readelf -SW '$work/good.o' | grep -q '\.stackcheck'"
expect "the section is allocated and relocated" \
	sh -c "readelf -SW '$work/copy.o' | grep -q '\.stackcheck .* A ' &&
		readelf -rW '$work/copy.o' | grep -q R_X86_64_PC32"
expect_exit "findings do not keep the table away" 1 \
	trust --embed "$work/mixed.o" -o "$work/mixed.t.o"
expect_line "that it has been made is told, and what the findings mean" \
	'the table is made; 2 findings, in functions that it does not trust' \
	trust --embed "$work/mixed.o" -o "$work/mixed.t.o"
expect_line "the others are trusted" '^functions 3, trusted 2 ' \
	trust --dump "$work/mixed.t.o"
expect_line "the function and the reason are named" \
	'^  lost .*\[sp-unknown\]' trust --dump --list "$work/mixed.t.o"
expect "without the frame rule" with_table good --mode=table
expect_line "no function is framed" 'trusted 2 .*framed 0' \
	trust --dump "$work/good.t.o"

with_table good
with_table mixed
ld -r -o "$work/module.o" "$work/good.t.o" "$work/mixed.t.o"
expect_line "linked, a module has the tables of its parts" \
	'^functions 5, trusted 4 ' trust --dump "$work/module.o"

# The last byte of a function, not part of a relocated field, is changed.
change_code() {
	local off
	off=$(readelf -SW "$2" | awk '$2 == ".text" || $3 == ".text" {
		sub(/.*\.text +PROGBITS +/, ""); print $2; exit }')
	cp "$2" "$3"
	printf '\x90' | dd of="$3" bs=1 conv=notrunc status=none \
		seek=$((0x$off + $1))
}
expect "change a byte of code" change_code 0 "$work/module.o" "$work/changed.o"
expect_exit "other code than was checked is noticed" 1 \
	trust --dump "$work/changed.o"
expect_line "and said" 'not the code that was checked' \
	trust --dump "$work/changed.o"

objcopy -O binary --only-section=.stackcheck \
	--set-section-flags .stackcheck=alloc "$work/good.t.o" "$work/table"
expect_exit "a table by itself can be read" 0 trust --dump "$work/table"
head -c 100 "$work/table" >"$work/cut"
expect_exit "a cut one is refused" 2 trust --dump "$work/cut"
cp "$work/table" "$work/damaged"
printf '\xff' | dd of="$work/damaged" bs=1 conv=notrunc status=none seek=120
expect_exit "a damaged one is refused" 2 trust --dump "$work/damaged"
expect_line "with the reason" 'damaged: ' trust --dump "$work/damaged"
expect_exit "a file needs a linked image" 2 \
	trust "$work/good.o" -o "$work/file"
expect_exit "usage" 2 trust "$work/good.o"

# --- the symbol of each table

# symbols OBJECT: its tables' symbols: value, size, type, binding, visibility
symbols() {
	readelf -sW "$1" | awk '$8 ~ /^__stackcheck_table_[0-9a-f]+$/ &&
		length($8) == 35 && $7 != "UND" {
			print $2, $3, $4, $5, $6 }' | sort
}

# tables OBJECT: value and size of each table, from its bytes
tables() {
	objcopy -O binary --only-section=.stackcheck \
		--set-section-flags .stackcheck=alloc "$1" "$work/tables"
	od -A n -v -t u4 -w8 "$work/tables" | awk '
		at == 8 * (NR - 1) && $1 == 1414742867 { found = 1 }
		found && 8 * (NR - 1) == at + 8 {
			printf "%016x %d OBJECT WEAK HIDDEN\n", at, $1
			at += $1
			found = 0
		}'
}

has_symbols() {
	local want
	want=$(tables "$1")
	[ "$(wc -l <<<"$want")" -eq "$2" ] && [ "$(symbols "$1")" = "$want" ]
}

sane() {
	! readelf -aW "$1" 2>&1 >/dev/null | grep .
}

with_table other
# as though of two source files: same code, other names
sed 's/framed/planned/g; s/leaf/bough/g' "$work/good.s" | as -o "$work/twin.o" -
with_table twin
expect "a table has its symbol" has_symbols "$work/good.t.o" 1
expect "readelf finds no fault with it" sane "$work/good.t.o"
ld -r -o "$work/module.o" "$work"/{good,mixed,twin}.t.o
expect "linked, each table has its own" has_symbols "$work/module.o" 3
strip --strip-debug "$work/module.o"
expect "also when stripped" has_symbols "$work/module.o" 3
cp "$work/good.t.o" "$work/again.o"
trust --embed "$work/again.o"
expect "embedded again it is the same" \
	cmp "$work/good.t.o" "$work/again.o"
trust --embed "$work/module.o" 2>/dev/null
expect "one table in the place of three has one" has_symbols "$work/module.o" 1
expect "readelf still finds no fault" sane "$work/module.o"
ld -r -o "$work/more.o" "$work/module.o" "$work/other.t.o"
expect "and can be linked on" has_symbols "$work/more.o" 2

# names of sections and of symbols in one table
clang -O2 -ffunction-sections -x c -c -o "$work/clang.o" - <<<'
	int twice(int i) { return 2 * i; }'
expect "clang's object" with_table clang
expect "has it too" has_symbols "$work/clang.t.o" 1
expect_line "its section names are as they were" ' \.text\.twice +PROGBITS' \
	readelf -SW "$work/clang.t.o"
expect "and no fault" sane "$work/clang.t.o"

# Sections that a linker may drop, or whose symbol may come to mean another's,
# cannot be referred to.
as -o "$work/group.o" - <<'ASM'
	.section .text.shared, "axG", @progbits, shared, comdat
	.weak shared
	.type shared, @function
shared:	ret
	.size shared, .-shared
	.section .text.weak, "ax"
	.weak weak
	.type weak, @function
weak:	ret
	.size weak, .-weak
	.text
	.globl strong
	.type strong, @function
strong:	ret
	.size strong, .-strong
ASM
expect_line "weak and shared code is left out" 'no table covers 2 sections' \
	trust --embed "$work/group.o" -o "$work/group.t.o"
expect_line "and the rest is there" '^functions 1, trusted 1 ' \
	trust --dump "$work/group.t.o"
expect "so that it links" \
	ld -r -o "$work/groups.o" "$work/group.t.o" "$work/mixed.t.o"
expect "a group" with_table group
expect "has it too" has_symbols "$work/group.t.o" 1
expect_line "and its signature" '^COMDAT group .*\[shared\]' \
	readelf -gW "$work/group.t.o"

# more sections than a symbol can number: with a table for the others, and
# with the last one that fits
many_sections() {
	local i
	for ((i = 0; i < $1; i++)); do
		printf '\t.section .data.%d,"a"\n\t.byte 0\n' "$i"
	done
	printf '\t.text\n\t.type f,@function\nf:\tret\n\t.size f,.-f\n'
}
for name in 65300 65272; do
	many_sections "$name" | as -o "$work/$name.o" -
	expect "$name sections" with_table "$name"
	expect "have it too" has_symbols "$work/$name.t.o" 1
	expect_line "in the right one" ' OBJECT +WEAK +HIDDEN .*__stackcheck_table' \
		readelf -sW "$work/$name.t.o"
	expect "and no fault" sane "$work/$name.t.o"
	rm -f "$work/$name".*
done

# --- hints have other numbers until 6.2, which ORC without a header tells

cat >"$work/hints.s" <<'ASM'
	.macro hint place type offset
	.pushsection .discard.unwind_hints
	.long \place - .
	.short \offset
	.byte 5, \type, 0
	.balign 4
	.popsection
	.endm
	.text
	.globl sample
sample:
1:	hint 1b, TYPE, 16
	pop %rax
	ret
	.size sample, .-sample
ASM
# hints_of TYPE FILE...: what the table says of the sample
hints_of() {
	local type=$1
	shift
	sed "s/TYPE/$type/" "$work/hints.s" | cat - "$@" |
		as -o "$work/hints.o" -
	trust --mode=table --dump "$work/hints.o"
}
printf '\t.section .orc_unwind,"a"\n\t.fill 6\n\t.section .orc_unwind_ip,"a"\n\t.long sample-.\n' \
	>"$work/old-orc.s"
expect_line "a hint of a call's frame, from 6.4 on" 'with a row 2 ' hints_of 2
expect_line "and before" 'with a row 2 ' hints_of 0 "$work/old-orc.s"
expect_line "which is none from 6.4 on" 'with a row 0 ' hints_of 0

# --- what is wrong goes on, but not into the first code of a stack

cat >"$work/first.S" <<'ASM'
#include <stackcheck/frame.h>
	.text
	.globl clobbers
	.type clobbers, @function
clobbers:
	mov	$1, %ebx
	ret
	.size clobbers, .-clobbers

SC_CODE_BEGIN(first)
	SC_HINT_END_OF_STACK
	call	clobbers
	.globl second
second:
	SC_HINT_END_OF_STACK
	xor	%ebp, %ebp
	.globl third
third:
	call	run
	ud2
SC_CODE_END(first)
ASM
gcc -c -Iinclude -o "$work/first.o" "$work/first.S" || exit 1
expect_line "the caller of what breaks the convention is not trusted" \
	'^  callee +0 functions +5 bytes' \
	"$SC" trust --mode=table --dump "$work/first.o"
expect_line "what begins a stack behind it is" '^text 20 bytes, with a row 9 ' \
	"$SC" trust --mode=table --dump "$work/first.o"

# --- linked images

cat >"$work/link.lds" <<'LDS'
SECTIONS {
	. = 0xffffffff81000000;
	_text = .;
	.text : { *(.text) }
	.init.text : { *(.init.text) }
	.note.gnu.build-id : { *(.note.gnu.build-id) }
}
LDS
ld -r -o "$work/all.o" "$work/good.o" "$work/other.o"
link() {
	ld -T "$work/link.lds" --build-id -o "$1" -e 0 "${@:2}" 2>/dev/null
}
link "$work/vmlinux" "$work/all.o" || exit 1
link "$work/foreign" "$work/other.o" "$work/mixed.o" || exit 1
expect_exit "a linked image gives a file" 0 \
	trust --mode=table "$work/vmlinux" -o "$work/vmlinux.trust"
expect_line "tied to its build-id" \
	"build-id $(readelf -n "$work/vmlinux" | awk '/Build ID/ { print $3 }')" \
	trust --dump "$work/vmlinux.trust"
expect_exit "a linked image takes no section" 2 \
	trust --embed "$work/vmlinux"
expect_line "what it was linked from tells the same" \
	'^functions 3, trusted 3 ' trust --mode=table \
	--objects "$work/all.o" "$work/vmlinux" --dump
expect_line "what it was not linked from tells nothing" 'nothing of .* is in' \
	trust --mode=table --objects "$work/mixed.o" "$work/vmlinux" --dump

# --- a function of very many rows

{
	printf '\t.text\n\t.globl big\n\t.type big,@function\nbig:\n'
	printf '\t.rept 100000\n\tpush %%rax\n\tpop %%rax\n\t.endr\n'
	printf '\tret\n\t.size big,.-big\n'
} | as -o "$work/big.o" -
expect "a table of 200,000 rows" trust --mode=table --embed "$work/big.o" \
	-o "$work/big.t.o"
expect_line "is shown in time that grows as its rows do" \
	'^functions 1, trusted 1 ' timeout 20 "$SC" trust --dump "$work/big.t.o"

# --- the step of kernel builds

export objtree=.

tree=$work/tree
mkdir -p "$tree/tools/objtool"
cat >"$tree/tools/objtool/objtool" <<'SH'
#!/bin/sh
echo "$@" >>objtool.log
exit ${OBJTOOL_EXIT:-0}
SH
chmod +x "$tree/tools/objtool/objtool"

# step_on OBJECT OPTION...: as kbuild runs it
step_on() {
	local object=$1
	shift
	(cd "$tree" && "$step" "$@" "$object")
}

cp "$work/good.o" "$work/mixed.o" "$work/other.o" "$tree"
expect_exit "stack validation alone needs no objtool" 0 \
	step_on good.o --stackval
expect "and none was run" test ! -e "$tree/objtool.log"
expect "vmlinux's objects carry no table" \
	sh -c "! readelf -SW '$tree/good.o' | grep -q '\.stackcheck'"
expect "results are kept beside the object" \
	grep -q '^returns	leaf$' "$tree/.good.o.stackcheck"
expect_exit "what annotates is run first" 0 \
	step_on good.o --static-call --stackval --module
expect_line "with all that it was given" \
	'^--static-call --stackval --module good.o$' cat "$tree/objtool.log"
expect_line "a module's object carries the table" '^functions 2, trusted 2 ' \
	trust --dump "$tree/good.o"
OBJTOOL_EXIT=3 expect_exit "its failure is ours" 3 \
	env OBJTOOL_EXIT=3 sh -c "cd '$tree' && '$step' --orc good.o"
expect_exit "no objtool where one is needed" 1 \
	env STACKCHECK_OBJTOOL=/nowhere sh -c "cd '$tree' && '$step' --orc good.o"
expect_line "warnings look like kbuild's" \
	'^mixed.o: warning: stackcheck: lost\+0x0: .* \[sp-unknown\]$' \
	step_on mixed.o --stackval
expect_exit "and let the build go on" 0 step_on mixed.o --stackval
expect_exit "unless they may not" 1 \
	env STACKCHECK_WERROR=1 sh -c "cd '$tree' && '$step' --stackval mixed.o"

# Facts cross objects, whichever comes first.
cat >"$work/caller.s" <<'ASM'
	.globl caller
	.type caller, @function
caller:
	push %rbp
	mov %rsp, %rbp
	call never
	.size caller, .-caller
ASM
as -o "$work/caller.o" "$work/caller.s"
printf '\t.globl never\n\t.type never,@function\nnever:\t%s\n\t.size never,.-never\n' \
	'ret' | as -o "$work/returns.o" -
printf '\t.globl never\n\t.type never,@function\nnever:\t%s\n\t.size never,.-never\n' \
	'jmp never' | as -o "$work/noreturn.o" -
for order in "caller noreturn" "noreturn caller" "caller returns" \
	"returns caller"; do
	rm -f "$tree"/.stackcheck.index "$tree"/.*.o.stackcheck
	cp "$work"/{caller,returns,noreturn}.o "$tree"
	out=$(for name in $order; do step_on "$name.o" --stackval 2>&1; done)
	case $order in
	*noreturn*)
		expect "no contradiction: $order" test -z "$out" ;;
	*)
		expect_line "a contradiction: $order" \
			'never\(\) returns, but .*\[noreturn-assumed\]' \
			echo "$out" ;;
	esac
done
# The one that was wrong is built anew and alone.
cp "$work/noreturn.o" "$tree/returns.o"
expect "a rebuilt object is checked alone" \
	sh -c "cd '$tree' && test -z \"\$('$step' --stackval returns.o 2>&1)\""

exit "$failed"
