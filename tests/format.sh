#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# House rules that a program can check.
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

# scripts REGEX: the files whose first line matches
scripts() {
	git ls-files -z | xargs -0 awk -v regex="$1" \
		'FNR == 1 && $0 ~ regex { print FILENAME } { nextfile }'
}

sources() {
	{
		git ls-files '*.[chS]' '*.sh' '*.bash' '*.awk' '*.py' '*.mk' '*.in' Makefile
		scripts '^#!'
	} | sort -u
}

all_licensed() {
	local missing
	missing=$(sources | xargs grep -L 'SPDX-License-Identifier: GPL-2.0')
	[ -z "$missing" ] || { echo "no SPDX line: $missing"; return 1; }
}

no_leftovers() {
	! sources | xargs grep -nwE 'TO[D]O|FIX[M]E|X[X]X'
}

# Those that are sourced have no first line for it.
scripts_parse() {
	{
		git ls-files '*.sh' '*.bash'
		scripts '^#!/bin/bash$'
	} | xargs -n 1 bash -n && scripts '^#!/bin/sh$' | xargs -n 1 sh -n
}

# What is compiled must have its source here; so tests compile it themselves.
nothing_compiled() {
	! git ls-files -z | xargs -0 grep -laP '\A(\x7fELF|!<arch>\n)'
}

expect "each file names its licence" all_licensed
expect "nothing is left for later" no_leftovers
expect "scripts parse" scripts_parse
expect "nothing compiled is among the sources" nothing_compiled
exit "$failed"
