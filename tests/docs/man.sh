#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Manual pages: each renders without a warning, what it refers to exists, and
# those of section 9 say what kmod/kpatch.h says.
#
#	man.sh [--rebase]
#
# --rebase makes the pages of section 9 anew.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

man=Documentation/man
work=$O/tests/man
mkdir -p "$work"

page_of() {
	awk -v function_name="$1" -f kmod/man.awk kmod/kpatch.h
}

# What is declared, whether or not it has a comment of its own.
declared() {
	sed -n 's/^[a-z].*[ *]\(kpatch_[a-z_]*\)(.*/\1/p' kmod/kpatch.h |
		grep -v -x 'kpatch_this_[a-z]*' | sort
}

if [ "${1:-}" = --rebase ]; then
	rm -f "$man"/*.9
	for name in $(awk -f kmod/man.awk kmod/kpatch.h); do
		page_of "$name" >"$man/$name.9"
	done
fi

renders() {
	groff -t -man -ww -Tutf8 "$1" >"$work/text" 2>"$work/warnings"
	cat "$work/warnings"
	[ -s "$work/text" ] && [ ! -s "$work/warnings" ]
}

# Pages of ours by name, and documents by path.
refers() {
	local ref bad=0
	for ref in $(sed -n -E 's/^\.BR (kpatch|stackcheck)([a-z_-]*) \(([0-9])\).*/\1\2.\3/p' \
		"$1" | tr -d '\\'); do
		[ -e "$man/$ref" ] || { echo "no page $ref" && bad=1; }
	done
	for ref in $(grep -v '^\.\\"' "$1" | grep -o 'Documentation/[a-z/-]*\.md'); do
		[ -e "$ref" ] || { echo "no document $ref" && bad=1; }
	done
	return $bad
}

for page in "$man"/*.[1-9]; do
	name=$(basename "$page")
	expect "$name: renders without a warning" renders "$page"
	expect "$name: what it refers to exists" refers "$page"
done
for name in $(declared); do
	page_of "$name" >"$work/$name.9"
	expect "$name.9: is what kpatch.h says (--rebase?)" \
		diff "$man/$name.9" "$work/$name.9"
done
expect "kpatch.h: every function has its page" \
	diff <(declared) <(cd "$man" && ls ./*.9 | sed 's|./||; s/\.9//' | sort)
exit "$failed"
