#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The files of kmod/: each source has a header, and design.md names each source,
# each header without a source, and each circle of includes, and no others. The
# checks are also tried on what is wrong, where they have to fail.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
graph=$PWD/tests/docs/module_graph.py
make_work

# in_table COLUMN TITLE FILE: the files that a table with this heading names in
# a column, a line for each row.
in_table() {
	awk -F'|' -v column="$1" -v title="$2" '
		$2 ~ "^ " title " *$" { inside = 1; next }
		!/^\|/ { inside = 0 }
		!inside || /^\|-/ { next }
		{ n = split($column, word, "`"); line = ""
		  for (i = 2; i <= n; i += 2)
			line = line " " word[i]
		  print substr(line, 2) }' "$3"
}

# What design.md says, in the form of module_graph.py.
described() {
	{
		in_table 3 Part "$1"
		in_table 2 Header "$1"
	} | tr ' ' '\n' | sed 's/^/file /'
	in_table 2 Circle "$1" | sed 's/^/circle /'
}

# A header with a source needs no mention.
found() {
	local lines
	lines=$(/usr/bin/python3 "$graph")
	sed -n 's/^file \(.*\)\.c$/\1.h/p' <<<"$lines" >"$work/paired"
	grep -v '^bad ' <<<"$lines" |
		grep -vxF -f <(sed 's/^/file /' "$work/paired")
}

describes_all() {
	diff <(found | sort) <(described "$1" | sort)
}

# doc_notices SED: design.md that was changed so does not describe all
doc_notices() {
	sed "$1" Documentation/design.md >"$work/design.md"
	! describes_all "$work/design.md"
}

# copy_with FILE LINE: a copy of the module with this line in the file
copy_with() {
	rm -rf "$work/copy"
	mkdir "$work/copy"
	cp -r kmod Documentation "$work/copy"
	echo "$2" >>"$work/copy/kmod/$1"
}

# graph_notices FILE LINE TEXT: with this line in the file, TEXT is printed
graph_notices() {
	copy_with "$1" "$2"
	(cd "$work/copy" && /usr/bin/python3 "$graph") >"$work/out"
	grep -F "$3" "$work/out"
}

# describes_not FILE: this file is what design.md lacks, were it there
describes_not() {
	local out
	copy_with "$1" ''
	! out=$(cd "$work/copy" && describes_all Documentation/design.md) &&
		[ "$(grep '^[<>]' <<<"$out")" = "< file $1" ]
}

keeps_rules() {
	/usr/bin/python3 "$graph" >"$work/out" || {
		grep '^bad' "$work/out"
		return 1
	}
}

expect "each source of the module has a header, and includes it" keeps_rules
expect "a source without a header is noticed" \
	graph_notices new.c '' "kmod/new.c has no header"
expect "a header without a source is noticed" describes_not new.h
expect "a circle is noticed" graph_notices \
	stack_walk.c '#include "transition.h"' "circle blockers.c"
expect "design.md has every file and circle of the module" \
	describes_all Documentation/design.md
expect "a source that design.md lacks is noticed" \
	doc_notices 's/, `targets.c`//'
expect "a source that is not there is noticed" \
	doc_notices 's/`targets.c`/`targets.c`, `nothing.c`/'
expect "a header that design.md lacks is noticed" \
	doc_notices '/^| `stop.h`/d'
expect "a circle that is not there is noticed" \
	doc_notices 's/^| `code_map.c`, `images.c`/| `code_map.c`, `images.c`, `trust.c`/'
exit "$failed"
