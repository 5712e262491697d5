#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# How far each instruction of instructions.txt stores. A register is saved just
# above room for it: with room enough nothing is found, with one byte less the
# store is found that reaches over the saved register.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/stores
mkdir -p "$work"
list=$work/list
grep -v '^#' tests/stores/instructions.txt >"$list"

# functions LESS NAME: one a line of the list, with LESS bytes too little room
functions() {
	local size insn n=0 room
	while IFS=$'\t' read -r size insn; do
		n=$((n + 1))
		room=$((size - $1))
		printf '\t.globl %s\n\t.type %s, @function\n%s:\n' "$2$n" "$2$n" "$2$n"
		printf '\tpush %%r12\n\txor %%r12d, %%r12d\n\tsub $%d, %%rsp\n' "$room"
		case $insn in # the address is that after the pop
		popw*) printf '\tsub $2, %%rsp\n' ;;
		pop*) printf '\tsub $8, %%rsp\n' ;;
		esac
		printf '\t%s\n\tadd $%d, %%rsp\n\tpop %%r12\n\tret\n' "$insn" "$room"
		printf '\t.size %s, .-%s\n' "$2$n" "$2$n"
	done <"$list"
}

# what LESS NAME: the findings of those functions
what() {
	functions "$1" "$2" >"$work/$2.s" &&
		as -o "$work/$2.o" "$work/$2.s" &&
		"$SC" check --mode=table "$work/$2.o"
}

what 0 fits >"$work/fits.out" 2>&1
what 1 over >"$work/over.out" 2>&1
n=0
while IFS=$'\t' read -r size insn; do
	n=$((n + 1))
	if grep -q "fits$n+0x" "$work/fits.out"; then
		grep "fits$n+0x" "$work/fits.out"
		not_ok "stores: '$insn' is said to store more than $size bytes"
	elif ! grep -q "over$n+0x.*\[slot-overwritten\]" "$work/over.out"; then
		not_ok "stores: '$insn' is said to store less than $size bytes"
	fi
done <"$list"
tail -n 1 "$work/fits.out" | grep -q " $n functions, .* 0 findings" ||
	not_ok "stores: $(tail -n 1 "$work/fits.out")"
[ "$failed" -ne 0 ] || ok "stores: the extent of $n instructions"
exit "$failed"
