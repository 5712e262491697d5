#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Names inside functions of an image whose symbols are names and addresses
# alone: which of them begin a function, and what that means for tables.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/trust-names
rm -rf "$work"
mkdir -p "$work"

# `middle` and `slow` are inside `whole`, `words` is reached in the state of a
# callee, `deep` is run into in another state and is a function.
cat >"$work/all.S" <<'ASM'
	.macro func name
	.globl \name
	.type \name, @function
\name:
	.endm
	.text
	func whole
	push %rbx
	mov %rdi, %rbx
	test %rsi, %rsi
	jnz slow
middle:
	call other
	pop %rbx
	ret
slow:
	push %rsi
	call other
	pop %rsi
	pop %rbx
	ret
	.size whole, .-whole

	func copy
	mov %rdi, %rax
	.size copy, .-copy
	func words
	add %rsi, %rax
	ret
	.size words, .-words

	func runs_on
	push %rbx
	.size runs_on, .-runs_on
	func deep
	mov %rdi, %rax
	ret
	.size deep, .-deep

	func other
	ret
	.size other, .-other
ASM
cat >"$work/link.lds" <<'LDS'
SECTIONS {
	. = 0xffffffff81000000;
	_text = .;
	.text : { *(.text) }
	.orc_header : { *(.orc_header) }
	.orc_unwind_ip : { *(.orc_unwind_ip) }
	.orc_unwind : { *(.orc_unwind) }
	.note.gnu.build-id : { *(.note.gnu.build-id) }
}
LDS

# linked NAME OBJECT: an image without symbols, and its System.map
linked() {
	ld -T "$work/link.lds" --build-id -o "$work/$1" -e 0 "$2" 2>/dev/null
	nm "$work/$1" | sort | sed 's/ [A-Z] / T /' >"$work/$1.map"
	strip "$work/$1"
}

list() {
	"$SC" trust --mode=table --symbols "$work/$1.map" --dump --list \
		"$work/$1" 2>/dev/null
}

gcc -c -o "$work/all.o" "$work/all.S"
"$SC" orc "$work/all.o" -o "$work/orc.o" 2>/dev/null
linked with "$work/orc.o" || exit 1
linked without "$work/all.o" || exit 1

expect_line "by the ORC, two names are no functions" '^functions 6, ' list with
expect_line "and all is trusted but who is run into" '^functions .* trusted 4 ' \
	list with
expect_line "namely the one that runs on" '^  runs_on .*\[fallthrough\]' \
	list with
expect_line "and the one behind" '^  deep .*\[fallthrough\]' list with
expect_line "without it each name is one" '^functions 8, ' list without
expect_line "so that more is not trusted" '^  slow .*' list without
expect "what is reached as called is, either way" \
	sh -c "! '$SC' trust --mode=table --symbols '$work/without.map' \
		--dump --list '$work/without' 2>&1 | grep -E '^  (copy|words) '"
expect_line "findings are those" \
	'1 object, 6 functions, [0-9]* instructions, 1 finding$' \
	"$SC" check --mode=table --symbols "$work/with.map" "$work/with"
expect_line "a name inside is found as its function" ' pushq %rsi ' \
	"$SC" annotate --mode=table --symbols "$work/with.map" "$work/with" \
	slow
exit "$failed"
