#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The command line as scripts rely on it: exit codes, forms, order.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/cli
rm -rf "$work"
mkdir -p "$work/empty"
rule_example return-modified Bad "$work/bad" || exit 1
rule_example return-modified Mended "$work/good" || exit 1
bad=$work/bad/example.o good=$work/good/example.o
head -c 300 "$bad" >"$work/cut.o"
xz -k -c "$bad" >"$work/bad.ko.xz"
zstd -q -c "$bad" >"$work/bad.ko.zst"
gzip -c "$bad" >"$work/bad.ko.gz"
(cd "$work" && ar rcs lib.a bad/example.o good/example.o)

check() {
	"$SC" check --mode=table "$@"
}

in_json() {
	local filter=$1
	shift
	check --format=json "$@" | jq -e "$filter" >/dev/null
}

same_for_all_jobs() {
	local one
	one=$(check -j1 "$work" 2>&1)
	[ "$one" = "$(check -j4 "$work" 2>&1)" ]
}

last_line() {
	check "$@" 2>/dev/null | tail -n 1
}

# A device that is always full
to_full_disk() {
	check "$good" >/dev/full
}

expect_exit "clean: exit 0" 0 check "$good"
expect_exit "findings: exit 1" 1 check "$bad"
expect_exit "unreadable: exit 2" 2 check "$work/none.o"
expect_exit "cut short: exit 2" 2 check "$work/cut.o"
expect_exit "unreadable and findings: exit 2" 2 check "$work/none.o" "$bad"
expect_exit "nothing in the folder: exit 2" 2 check "$work/empty"
expect_exit "no path: exit 2" 2 "$SC" check
expect_exit "no command: exit 2" 2 "$SC"
expect_exit "unknown command: exit 2" 2 "$SC" chekc
expect_exit "unknown option: exit 2" 2 check --nonsense "$good"
expect_exit "option without its value: exit 2" 2 check "$good" -j
expect_exit "unknown mode: exit 2" 2 check --mode=both "$good"
expect_exit "unknown format: exit 2" 2 check --format=xml "$good"
expect_exit "zero jobs: exit 2" 2 check -j0 "$good"
expect_exit "unknown rule to disable: exit 2" 2 check --disable=nope "$good"
expect_exit "output that cannot be written: exit 2" 2 \
	check -o "$work/none/report" "$good"
expect_exit "full disk: exit 2" 2 to_full_disk
expect_exit "help: exit 0" 0 "$SC" help
expect_exit "version: exit 0" 0 "$SC" --version
expect_exit "help of check: exit 0" 0 "$SC" check --help
expect_exit "unknown rule to explain: exit 2" 2 "$SC" explain nope

expect_line "the form of a finding" \
	"^$bad: warning: leak\+0x[0-9a-f]+: .* \[return-modified\]\$" check "$bad"
expect_line "notes are indented" '^    [^ ]' check "$bad"
expect_line "the last line" \
	'^2 objects, 2 functions, [0-9]+ instructions, 1 finding$' \
	last_line "$bad" "$good"
expect_line "an unreadable file is named, with the reason" \
	"^stackcheck: $work/none.o: .+" check "$work/none.o"
expect_line "what can be read is still checked" '\[return-modified\]$' \
	check "$work/none.o" "$bad"
for suffix in xz zst gz; do
	expect_line "compressed: $suffix" '\[return-modified\]$' \
		check "$work/bad.ko.$suffix"
done
expect_line "a member of an archive is named" \
	"^$work/lib.a\(example.o\): warning: " check "$work/lib.a"
expect_line "a folder is searched" "^$bad: warning: " check "$work"
expect "output does not depend on the number of threads" same_for_all_jobs

expect_exit "a disabled rule does not count" 0 \
	check --disable=return-modified "$bad"
expect_line "a promoted rule is an error" ': error: leak' \
	check --error=return-modified "$bad"
expect_line "a similar rule is suggested" "did you mean 'return-modified'" \
	check --disable=return-modifed "$bad"
expect_line "explain suggests a similar rule" "did you mean 'frame-missing'" \
	"$SC" explain frame-mising
expect_line "explain lists the rules" '^frame-missing +[a-z]' "$SC" explain
expect_line "--stats tells the time" '^elapsed ' check --stats "$good"

expect "json: one object per input" in_json '.objects | length == 2' \
	"$bad" "$good"
expect "json: rule and place" in_json '.objects[0].findings[0] |
	.rule == "return-modified" and .function == "leak" and .offset > 0' "$bad"
expect "json: summary" in_json '.summary | .objects == 1 and .findings == 1' \
	"$bad"
expect "json: what could not be read" in_json \
	'(.unread | length == 1) and .summary.errors == 1' "$work/none.o" "$good"
expect "json: the reason of a cut file" in_json \
	'.objects[0].error | length > 0' "$work/cut.o"
exit "$failed"
