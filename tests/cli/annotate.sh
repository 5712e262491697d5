#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# stackcheck annotate: what stands beside and beneath instructions.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/cli-annotate
rm -rf "$work"
mkdir -p "$work"
rule_example return-modified Bad "$work/bad" || exit 1
rule_example return-modified Mended "$work/good" || exit 1
bad=$work/bad/example.o good=$work/good/example.o
xz -k -c "$bad" >"$work/bad.ko.xz"

# A frame, a jump, a switch, an exception, an alternative and an ORC table
cat >"$work/all.s" <<'END'
	.text
	.type framed, @function
framed:	push %rbp
	mov %rsp, %rbp
	push %rbx
	xor %ebx, %ebx
	call callee
	test %eax, %eax
	je 1f
	mov $1, %ebx
1:	pop %rbx
	pop %rbp
	ret
	.size framed, . - framed
	.type switched, @function
	.globl alias
alias:
switched:
	cmp $2, %edi
	ja 5f
	mov %edi, %edi
	jmp *.Ltable(,%rdi,8)
2:	mov $1, %eax
	ret
3:	mov (%rsi), %eax
4:	.byte 0x90, 0x90, 0x90, 0x90, 0x90
	ret
5:	xor %eax, %eax
	ret
	.size switched, . - switched
	.type stopping, @function
stopping:
	ud2
	mov $1, %eax
	ret
	.size stopping, . - stopping
	.section .rodata
.Ltable: .quad 2b, 3b, 3b
	.section __ex_table, "a"
	.long 3b - ., 5b - ., 0
	.section .altinstructions, "a"
	.long 4b - ., 7f - .
	.short 1, 0
	.byte 5, 3
	.section .altinstr_replacement, "ax"
7:	push %rcx
	pop %rcx
	nop
	.section .orc_unwind_ip, "a"
	.long framed - ., switched - .
	.section .orc_unwind, "a"
	.short 8, 0, 0x205, 8, 0, 0x205
	.section .orc_header, "a"
	.byte 0xfe, 0x5d, 0x32, 0xbf, 0x58, 0x1b, 0xd6, 0x3b, 0x2c, 0xa9
	.byte 0xa5, 0xc6, 0x5b, 0xa5, 0xa6, 0x25, 0xea, 0xb3, 0xfe, 0x24
END
gcc -c "$work/all.s" -o "$work/all.o" || exit 1
all=$work/all.o

annotate() {
	"$SC" annotate "$@"
}

table() {
	annotate --mode=table "$@"
}

only_named() {
	[ "$(annotate "$all" "$1" 2>&1 | grep -Ec '^[a-z.]+:  \.text')" -eq 1 ]
}

# A pager that says so
paged() {
	script -qec "env PAGER='sed s/^/paged:/' TERM=xterm $SC annotate $*" \
		/dev/null
}

expect_exit "clean: exit 0" 0 table "$good"
expect_exit "findings: exit 1" 1 table "$bad"
expect_exit "no finding in what is named: exit 0" 0 table "$all" framed
expect_exit "finding in what is named: exit 1" 1 table "$all" stopping
expect_exit "unreadable: exit 2" 2 annotate "$work/none.o"
expect_exit "no path: exit 2" 2 annotate
expect_exit "unknown option: exit 2" 2 annotate --nonsense "$good"
expect_exit "option without its value: exit 2" 2 annotate "$good" --mode
expect_exit "unknown mode: exit 2" 2 annotate --mode=both "$good"
expect_exit "unknown colour: exit 2" 2 annotate --color=blue "$good"
expect_exit "no such function: exit 2" 2 annotate "$all" frame
expect_exit "help: exit 0" 0 annotate --help
expect_line "a like name is suggested" "no function 'frmaed'; did you mean 'framed'" \
	annotate "$all" frmaed
expect_line "compressed" '^leak:' annotate "$work/bad.ko.xz"
expect "only the named function" only_named framed
expect_line "an alias names its function" '^switched:' annotate "$all" alias

expect_line "the header tells the place" '^framed:  \.text\+0x0, 24 bytes' \
	table "$all"
expect_line "CFA on entry" '^  \+0x0 +pushq? %rbp +%rsp\+8 +-' table "$all"
expect_line "CFA by the frame pointer, frame, saved registers" \
	'%ebx, %ebx +%rbp\+16 +F .* rbp@-16 rbx@-24$' table "$all"
expect_line "callee by name" 'callq? callee' table "$all"
expect_line "jump relative to its function" 'je \+0x15$' table "$all"
expect_line "incoming edge" '^\+0x15:  from \+0xe$' table "$all"
expect_line "switch table" 'switch table \.rodata\+0x0:' table "$all"
expect_line "entries of the table" '0 \+0xe, 1\.\.2 \+0x14' table "$all"
expect_line "edge from a switch" 'from \+0x7 \(switch\)' table "$all"
expect_line "exception" 'exception: goes on at \+0x1c' table "$all"
expect_line "alternative" 'alternative: replaces \+0x16\.\.\+0x1b' table "$all"
expect_line "state in a replacement" '^ +\+0x1 +popq? %rcx +%rsp\+16' \
	table "$all"
expect_line "not reached" 'eax +not reached' table "$all"
expect_line "finding beneath its instruction" \
	'^        \^ warning: .*\[unreachable\]$' table "$all"
expect_line "shipped ORC agrees" '%rsp\+8 +- +sp\+8$' table "$all"
expect_line "shipped ORC differs" '%rsp\+16 +- +!= sp\+8 +rbp@-16$' \
	table "$all"

expect_line "colour when asked for" $'\033\\[1m' annotate --color=always "$all"
expect_exit "no colour in a pipe" 1 \
	grep -q $'\033' <(annotate "$all" 2>&1)
if command -v script >/dev/null; then
	expect_line "a terminal gets a pager" '^paged:' paged "$all"
	expect_line "unless it is not wanted" '^.{0,6}framed' \
		paged "--no-pager $all"
fi

# --- instructions that kernels have everywhere have their names

cat >"$work/named.s" <<'END'
	.type named, @function
named:	lfence
	mfence
	nop
	nopl 8(%rax)
	nopw %cs:0x200(%rax,%rax)
	data16 nop
	pause
	endbr64
	clflush (%rax)
	clflushopt (%rax)
	clwb (%rax)
	prefetchw (%rax)
	rdfsbase %rax
	incsspq %rax
	rdsspq %rax
	fxsave (%rax)
	xsave64 (%rax)
	lgdt (%rax)
	verw (%rax)
	swapgs
	clac
	ud2
	.size named, . - named
END
names_are_told() {
	local listed
	as -o "$work/named.o" "$work/named.s"
	listed=$("$SC" annotate "$work/named.o")
	[ "$(grep -c '^  +0x' <<<"$listed")" -eq 22 ] &&
		! grep -F .byte <<<"$listed"
}
expect "common system instructions and no-ops have their names" names_are_told

exit "$failed"
