#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Documents fit the sources: what they link to exists, README's map has every
# folder, testing.md every suite, and interface.md a patch that is tested. (What
# design.md names: layers.sh and module.sh.)
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

mapfile -t docs < <(git ls-files '*.md')

# The anchors of a document, as its headings make them.
anchors() {
	sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' |
		sed 's/[^a-z0-9 _-]//g; s/ /-/g'
}

links_of() {
	grep -o '](\([^)]*\))' "$1" | sed 's/^](//; s/)$//' |
		grep -v '^https\?:'
}

links_lead_somewhere() {
	local link file bad=0
	for link in $(links_of "$1"); do
		file=$(dirname "$1")/${link%%#*}
		[ "${link:0:1}" != '#' ] || file=$1
		if [ ! -e "$file" ]; then
			echo "$1: $link is not there" && bad=1
		elif [[ $link == *#* ]] &&
			! anchors "$file" | grep -qxF -- "${link#*#}"; then
			echo "$1: no heading for $link" && bad=1
		fi
	done
	return $bad
}

# names FILE WORD...: the document has each word in code style
names() {
	local file=$1 word bad=0
	shift
	[ $# -gt 0 ] || { echo "nothing to look for in $file" && return 1; }
	for word; do
		grep -qF -- "\`$word\`" "$file" ||
			{ echo "$file: nothing of $word" && bad=1; }
	done
	return $bad
}

# Commands in the table of README, one row each: a row on its own is text.
tables_are_whole() {
	awk '/^\|/ && !last { n = FNR; getline; if ($0 !~ /^\|[-| ]*$/) {
			print FILENAME ":" n ": a row without a table"; bad = 1 } }
		{ last = /^\|/ }
		END { exit bad }' "$1"
}

# The first patch that interface.md shows, as the boot tests build and load it.
example_is_tested() {
	diff <(awk '/^## /{ inside = /Complete example/ } !inside { next }
		/^    / { print substr($0, 5); n++ } /^$/ && n { print }
		/MODULE_LICENSE/ { exit }' Documentation/kpatch/interface.md) \
		<(sed '/^\/\* .* \*\/$/d' tests/modules/kp_cmdline.c | expand)
}

for doc in "${docs[@]}"; do
	expect "$doc: links lead somewhere" links_lead_somewhere "$doc"
	expect "$doc: tables are whole" tables_are_whole "$doc"
done
mapfile -t folders < <(git ls-files | sed -n 's|/.*|/|p' | sort -u |
	sed 's|^arch/$|arch/x86/|; s|^include/$|include/stackcheck/|')
expect "README's map has every folder" names README.md "${folders[@]}"
# The lines that name them, each joined with those that go on from it.
mapfile -t suites < <(sed -e ':a' -e '/\\$/{N;s/\\\n//;ta' -e '}' \
	Makefile ./*/build.mk tests/*/*.mk | grep 'SUITES [:+]=' |
	grep -o 'tests/[a-z_/-]*\.sh' | sort -u)
expect "testing.md has every suite" names Documentation/testing.md "${suites[@]}"
expect "interface.md shows the patch that is tested" example_is_tested
exit "$failed"
