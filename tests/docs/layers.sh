#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The folders of stackcheck/ are layers: no include leads back up, and the table
# in design.md names each folder and each of its sources, and no others. A header
# declares what the source of its name defines. These checks are also tried on
# what is wrong, where they have to fail.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
make_work

# Folders and sources, one a line, as "FOLDER FILE".
there() {
	(cd stackcheck && find . -name '*.c' ! -path '*/rules/*') |
		sed 's|^\./||; s|/| |' | sort
}

# The same of the table whose first column is "Folder". A row without a folder
# belongs to the folder above it.
in_table() {
	awk -F'|' '/^\| Folder \|/ { inside = 1; next } !/^\|/ { inside = 0 }
		!inside || /^\|-/ { next }
		{ name = $2; gsub(/[ `]/, "", name); if (name) folder = name
		  n = split($4, word, "`")
		  for (i = 2; i <= n; i += 2)
			if (word[i] ~ /^[a-z_]+\.c$/) print folder, word[i] }' \
		"$1" | sort
}

table_is_whole() {
	diff <(there) <(in_table "$1")
}

# table_notices SED: a table that was changed so is not whole
table_notices() {
	sed "$1" Documentation/design.md >"$work/design.md"
	! table_is_whole "$work/design.md"
}

# graph_notices FILE LINE TEXT: with this line in the file, TEXT is printed
graph_notices() {
	local graph=$PWD/tests/docs/include_graph.py out
	rm -rf "$work/copy"
	mkdir "$work/copy"
	cp -r stackcheck "$work/copy"
	mkdir -p "$(dirname "$work/copy/stackcheck/$1")"
	echo "$2" >>"$work/copy/stackcheck/$1"
	! out=$(cd "$work/copy" && /usr/bin/python3 "$graph") &&
		grep -F "$3" <<<"$out"
}

# owners_notice FILE LINE TEXT: with this line in the header, TEXT is printed
owners_notice() {
	local owners=$PWD/tests/docs/header_owners.py out
	rm -rf "$work/copy"
	mkdir "$work/copy"
	cp -r stackcheck "$work/copy"
	sed -i "s|^#endif|$2\n&|" "$work/copy/stackcheck/$1"
	! out=$(cd "$work/copy" && /usr/bin/python3 "$owners" stackcheck) &&
		grep -F "$3" <<<"$out"
}

# Functions that the sources of a folder define for others
functions_of() {
	sed -nE 's/^[a-z].*[ *](sc_[a-z0-9_]+)\(.*/\1/p' "$1"*.c
}

# Folders of stackcheck/ with no function that one of the unit tests given calls
untested() {
	local folder
	for folder in stackcheck/*/; do
		grep -qwF -f <(functions_of "$folder") "$@" ||
			echo "$folder has no unit test"
	done
}

each_has_a_unit() {
	! untested "$@" | grep .
}

# Functions of the sources below a folder whose name is one bare word. Those of
# the C library that a source defines anew have no other name.
bare_names() {
	find "$@" -name '*.c' -exec awk '
		/^[a-z][a-z0-9_ ]*[ *][a-z0-9]+\(/ && !/typeof\(/ {
			sub(/\(.*/, ""); name = $NF; sub(/^\*+/, "", name)
			if (name !~ /^(main|[mc]alloc|realloc)$/)
				print FILENAME ": " name "()" }' {} +
}

names_are_whole() {
	! bare_names "$@" | grep .
}

notices_bare_name() {
	mkdir -p "$work/bare"
	echo 'static struct sc_row *convert(int row)' >"$work/bare/new.c"
	bare_names "$work/bare" | grep -F 'new.c: convert()'
}

notices_untested() {
	untested tests/unit/test_state.c | grep -F "stackcheck/dataflow/ has no"
}

expect "each stage has a unit test" each_has_a_unit tests/unit/test_*.c
expect "a stage without one is noticed" notices_untested
expect "no function is named by one bare word" \
	names_are_whole stackcheck arch kbuild kpatch kmod
expect "a function that is so named is noticed" notices_bare_name
expect "no include leads back up" /usr/bin/python3 tests/docs/include_graph.py
expect "an include that leads back up is noticed" graph_notices \
	core/state.c '#include "stackcheck/cfg/cfg.h"' "cfg is above core"
expect "a folder that is no layer is noticed" graph_notices \
	other/new.c '' "not in LAYERS"
expect "what a header declares is in the source of its name" \
	/usr/bin/python3 tests/docs/header_owners.py stackcheck arch kbuild kpatch
expect "a function in another header is noticed" owners_notice \
	dataflow/transfer.h 'int sc_dataflow_run(int a);' \
	"sc_dataflow_run(), which is in stackcheck/dataflow/fixpoint.c"
expect "a function that is nowhere is noticed" owners_notice \
	core/state.h 'int sc_state_nothing(void);' \
	"sc_state_nothing(), which is in no source"
expect "design.md has every folder and source of the analyzer" \
	table_is_whole Documentation/design.md
expect "a source that design.md lacks is noticed" \
	table_notices 's/`refute.c`, //'
expect "a source that is not there is noticed" \
	table_notices 's/`refute.c`/`refute.c`, `nothing.c`/'
expect "a file under another folder is noticed" \
	table_notices 's/^| `orc` |/| `report` |/'
exit "$failed"
