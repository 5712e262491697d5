#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Each function of Documentation/mending.md is broken in its first form, sound
# in its last, and every command of the document prints what it says there.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/mending
mkdir -p "$work"

# step NAME MODE: assemble and check
step() {
	gcc -Iinclude -c "tests/mending/$1.S" -o "$work/$1.o" &&
		"$SC" check --mode="$2" "$work/$1.o"
}

# story NAME MODE
story() {
	expect_exit "$1: the first form has findings" 1 step "$1-0" "$2"
	expect_exit "$1: the last form is clean" 0 step "$1-3" "$2"
}

story chain frame
story hash table
story tick table

# The last form of the entry code is known at each of its instructions.
expect_exit "tick: nothing is unknown in the last form" 1 \
	grep -E 'unknown|not reached' <("$SC" annotate --mode=table \
		"$work/tick-3.o")
expect_exit "tick: the form before is not known throughout" 0 \
	grep -q unknown <(step tick-2 table >/dev/null &&
		"$SC" annotate --mode=table "$work/tick-2.o")

tests/docs/commands.sh Documentation/mending.md || failed=1
exit "$failed"
