#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The examples in Documentation/rules: the bad one is flagged with its rule,
# the mended one is clean, and every rule a finding can have is documented.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/docs

run_check() {
	local options
	mapfile -t options <"$1/options"
	"$SC" check "${options[@]}" "$1"/*.o
}

check_bad() {
	local out
	rule_example "$1" Bad "$work/$1-bad" || return 1
	out=$(run_check "$work/$1-bad" 2>&1)
	[ $? -eq 1 ] && grep -q "\[$1\]\$" <<<"$out" && return 0
	printf '%s\n' "$out"
	return 1
}

check_mended() {
	rule_example "$1" Mended "$work/$1-mended" &&
		run_check "$work/$1-mended"
}

for doc in Documentation/rules/*.md; do
	rule=$(basename "$doc" .md)
	expect "$rule: the title names the rule" \
		grep -q "^# $rule: [a-z]" "$doc"
	expect "$rule: the bad example is flagged" check_bad "$rule"
	expect "$rule: the mended example is clean" check_mended "$rule"
	expect "$rule: explain shows the document" \
		cmp <("$SC" explain "$rule") "$doc"
done
exit "$failed"
