#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# How time grows with size, for code of each kind that once took the square of
# it. GROWTH is the sizes, in functions or branches; the exponent is from the
# first to the last: 1 is in proportion. `tests/bench_growth.sh KIND...` takes
# only these kinds.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

GROWTH=${GROWTH:-10000 100000 1000000}
work=$O/bench/growth
mkdir -p "$work"

# each N LINE...: N functions f0, f1, ... with these lines. J is the number of the
# next one. (mawk's gsub() searches all replacements that it has seen.)
each() {
	local n=$1
	shift
	printf '%s\n' "$@" | awk -v n="$n" '{ line[NR] = $0 } END {
		for (i = 0; i < n; i++) {
			printf "\t.globl f%d\n\t.type f%d, @function\nf%d:\n", i, i, i
			for (k = 1; k <= NR; k++) {
				at = index(line[k], "J")
				print at ? substr(line[k], 1, at - 1) (i + 1) \
					substr(line[k], at + 1) : line[k]
			}
			printf "\t.size f%d, .-f%d\n", i, i
		}
	}'
}

# One function, with a push and a pop on one side of each branch.
branches() {
	awk -v n="$1" 'BEGIN {
		print "\t.globl f\n\t.type f, @function\nf:"
		for (i = 0; i < n; i++)
			print "\ttest %edi, %edi\n\tje 1f\n\tpush %rax\n\tpop %rax\n1:"
		print "\tret\n\t.size f, .-f"
	}'
}

# Functions that return with too much on the stack.
findings() {
	each "$1" '	push %rax' '	test %edi, %edi' '	je 1f' \
		'	xor %eax, %eax' '1:	ret'
}

# The same, and a loop that is walked again since it changes what is known.
rewalked() {
	each "$1" '	push %rbx' '	mov %rdi, %rbx' '1:	test %edi, %edi' \
		'	je 2f' '	xor %ebx, %ebx' '	jmp 1b' '2:	ret'
}

# Each calls the next, and the last does not return: so none does.
chain() {
	each "$1" '	push %rax' '	call fJ' '	pop %rax' '	ret'
	printf '\t.globl f%d\n\t.type f%d, @function\nf%d:\tjmp f%d\n' \
		"$1" "$1" "$1" "$1"
	printf '\t.size f%d, .-f%d\n' "$1" "$1"
}

# What ends with a call of something unknown rests on an assumption.
assumed() {
	each "$1" '	push %rax' '	call fJ' '	ud2'
	printf '\t.globl f%d\n\t.type f%d, @function\n' "$1" "$1"
	printf 'f%d:\tpush %%rax\n\tcall unknown\n\t.size f%d, .-f%d\n' \
		"$1" "$1" "$1"
}

# Each calls the next, which does not return, and each has an assumption of its
# own besides: a call of something else that nothing follows.
own() {
	each "$1" '	push %rax' '	test %edi, %edi' '	je 1f' \
		'	call fJ' '	pop %rax' '	ret' '1:	call unknownJ'
	printf '\t.globl f%d\n\t.type f%d, @function\nf%d:\tjmp f%d\n' \
		"$1" "$1" "$1" "$1"
	printf '\t.size f%d, .-f%d\n' "$1" "$1"
}

# kind NAME GENERATOR COMMAND...: the object's path follows the command
kind() {
	local name=$1 generator=$2 n file least
	local TIMEFORMAT='%U %S'
	shift 2
	: >"$work/$name"
	for n in $GROWTH; do
		file=$work/$generator-$n.o
		[ -f "$file" ] || "$generator" "$n" | gcc -c -x assembler - -o "$file"
		for _ in 1 2 3; do
			{ time "$@" "$file" >/dev/null 2>&1; } 2>&1
		done | awk '{ print $1 + $2 }' | sort -g | head -n 1 >"$work/least"
		read -r least <"$work/least"
		echo "$n $least" >>"$work/$name"
	done
	awk -v name="$name" '{
		n[NR] = $1; t[NR] = $2 > 0.001 ? $2 : 0.001
		text = text sprintf("%10d %8.3f s", $1, $2)
	} END {
		printf "%-10s%s  exponent %.2f\n", name, text,
			log(t[NR] / t[1]) / log(n[NR] / n[1])
	}' "$work/$name"
}

run_kind() {
	case $1 in
	branches) kind branches branches "$SC" check -j1 --mode=table ;;
	findings) kind findings findings "$SC" check -j1 --mode=table ;;
	json) kind json findings "$SC" check -j1 --mode=table --format=json ;;
	rewalked) kind rewalked rewalked "$SC" check -j1 --mode=table ;;
	chain) kind chain chain "$SC" check -j1 --mode=table ;;
	assumed) kind assumed assumed "$SC" check -j1 --mode=table ;;
	own) kind own own "$SC" check -j1 --mode=table ;;
	dump) kind dump branches "$SC" trust --mode=table --dump ;;
	orc) kind orc branches "$SC" orc -o "$work/out.o" ;;
	*) echo "no kind '$1'" >&2 && exit 1 ;;
	esac
}

[ $# -gt 0 ] || set -- branches findings json rewalked chain assumed own dump orc
for one; do
	run_kind "$one"
done
