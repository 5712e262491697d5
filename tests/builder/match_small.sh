#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Small objects, matched with modules that are a little different:
#  - The kernel has no-ops where the compiler has jumps of jump labels, also of those
#    that lead to another section and so have a relocation. It matches. A no-op in
#    place of another jump does not.
#  - Linkers move strings and constants. A pointer to the end of a string counts from
#    that string.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

match=$O/tests/builder/match_objects
work=$O/tests/builder/match_small
mkdir -p "$work"

# assemble SOURCE NAME [OPTION...]
assemble() {
	${CC:-cc} -x assembler-with-cpp "${@:3}" -c "tests/builder/match_$1.s" \
		-o "$work/$2" || exit 1
}

# matches OBJECT KERNEL TEXT: what is printed of the object and this module
matches() {
	"$match" "$work/$2" matched "$work/$1" >"$work/log" 2>&1
	grep -q "$3" "$work/log" || { cat "$work/log"; return 1; }
}

assemble labels labels.o
assemble labels same.ko
assemble labels nops.ko -DNOPS
assemble labels other.ko -DNOPS -DOTHER
all='^same 2, weak 0, other 0, absent 0'
expect "jumps are jumps" matches labels.o same.ko "$all"
expect "jumps of labels are no-ops" matches labels.o nops.ko "$all"
expect "a jump without a label is a no-op" \
	matches labels.o other.ko '^other .* labelled: at +0xd '

assemble constants constants.o
assemble constants moved.ko -DMOVED
assemble constants constant.ko -DMOVED -DOTHER
assemble constants end.ko -DMOVED -DEND
expect "constants were moved" \
	matches constants.o moved.ko '^same 1, weak 0, other 0, absent 0'
expect "another constant" \
	matches constants.o constant.ko '^other .* another string or constant'
expect "another end of a string" \
	matches constants.o end.ko '^other .* another string or constant'
exit "${failed:-0}"
