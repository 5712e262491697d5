#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The kernel has no-ops where the compiler has jumps of jump labels, also of those
# that lead to another section and so have a relocation. It matches. A no-op in
# place of another jump does not.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

match=$O/tests/builder/match_objects
work=$O/tests/builder/labels
mkdir -p "$work"

# assemble NAME [OPTION...]
assemble() {
	${CC:-cc} -x assembler-with-cpp "${@:2}" -c tests/builder/match.s \
		-o "$work/$1" || exit 1
}

# matches KERNEL TEXT: what is printed of the object and this module
matches() {
	"$match" "$work/$1" matched "$work/object.o" >"$work/log" 2>&1
	grep -q "$2" "$work/log" || { cat "$work/log"; return 1; }
}

assemble object.o
assemble same.ko
assemble nops.ko -DNOPS
assemble other.ko -DNOPS -DOTHER
expect "jumps are jumps" matches same.ko '^same 2, weak 0, other 0, absent 0'
expect "jumps of labels are no-ops" \
	matches nops.ko '^same 2, weak 0, other 0, absent 0'
expect "a jump without a label is a no-op" \
	matches other.ko '^other .* labelled: at +0xd '
exit "${failed:-0}"
