#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Which functions do not return: what is a fact, what an assumption, and what
# is kept of both from run to run.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/facts
rm -rf "$work"
mkdir -p "$work"
facts=$work/facts

# object NAME: from lines "FUNCTION: INSTRUCTION; INSTRUCTION..."
object() {
	local name body
	while IFS=: read -r name body; do
		printf '\t.globl %s\n\t.type %s, @function\n%s:%s\n\t.size %s, .-%s\n' \
			"$name" "$name" "$name" "$body" "$name" "$name"
	done | as -o "$work/$1.o" -
}

check() {
	"$SC" check --mode=table "$@"
}

# assumed OBJECT...: the names that the first was checked on the assumption of
assumed() {
	check --format=json "$@" | jq -r '.objects[0].assumed_noreturn | join(" ")'
}

object guess <<'ASM'
ends: sub $8, %rsp; call unknown
rests: sub $8, %rsp; call ends
ASM
object returns <<'ASM'
unknown: ret
ASM
object stops <<'ASM'
unknown: jmp unknown
ASM
object panics <<'ASM'
one: sub $8, %rsp; call panic
two: sub $8, %rsp; call panic
stops: sub $8, %rsp; call panic
ASM
object caller <<'ASM'
leaks: test %edi, %edi; je 1f; push %rax; call rests; 1: ret
ASM
object uses <<'ASM'
goes_on: push %rax; call unknown; pop %rax; ret
ASM

expect "an assumption is told" \
	test "$(assumed "$work/guess.o")" = unknown
expect "so is a listed name, once" \
	test "$(assumed "$work/panics.o")" = panic
expect "and what another object assumes" \
	test "$(assumed "$work/caller.o" "$work/guess.o")" = rests
expect_exit "which is enough for its callers" 0 \
	check "$work/caller.o" "$work/guess.o"
expect "also by an object that is analysed again" \
	test "$(assumed "$work/guess.o" "$work/uses.o")" = unknown

expect_exit "facts: a guess" 0 check --facts="$facts" "$work/guess.o"
expect_exit "is none, for its callee and for those that rest on it" 1 \
	grep -E '^(noreturn|returns|used)' "$facts"
expect_exit "a later run does not take it for one" 1 \
	check --facts="$facts" "$work/caller.o"
expect_line "a later run that knows better says so" \
	"unknown\(\) returns, but $work/guess.o was checked" \
	check --facts="$facts" "$work/returns.o"

rm -f "$facts"
expect_exit "facts: a listed name" 0 check --facts="$facts" "$work/panics.o"
expect_line "tells what its callers do" '^noreturn[[:space:]]stops$' cat "$facts"

rm -f "$facts"
expect_exit "facts: code that returns" 0 check --facts="$facts" "$work/returns.o"
expect_exit "and in the next run does not" 0 \
	check --facts="$facts" "$work/stops.o" "$work/guess.o"
expect_line "replaces what was known" '^noreturn[[:space:]]unknown$' cat "$facts"
expect_exit "altogether" 1 grep '^returns[[:space:]]unknown' "$facts"

rm -f "$facts"
expect_exit "facts: a call that goes on" 0 check --facts="$facts" "$work/uses.o"
expect_line "speaks against a guess of the next run" \
	'ends\+0x4: unknown\(\) returns, but this code .*\[noreturn-assumed\]' \
	check --facts="$facts" "$work/guess.o"

# Another object's strong function may take a weak one's place.
as -o "$work/weak.o" - <<'ASM'
	.weak maybe
	.type maybe, @function
maybe: ud2
	.size maybe, .-maybe
	.globl rests
	.type rests, @function
rests: sub $8, %rsp; call maybe
	.size rests, .-rests
ASM
object strong <<'ASM'
maybe: ret
ASM
rm -f "$facts"
expect_exit "facts: a weak function" 0 check --facts="$facts" "$work/weak.o"
expect_exit "that does not return is none, nor is what rests on it" 1 \
	grep -E '^(noreturn|returns)' "$facts"
expect "the assumption is told" test "$(assumed "$work/weak.o")" = maybe
expect_line "and a strong one of its name that returns is found" \
	"maybe\(\) returns, but $work/weak.o was checked" \
	check --facts="$facts" "$work/strong.o"

# The file does not grow with each run.
rm -f "$facts"
check --facts="$facts" "$work/guess.o" "$work/panics.o" >/dev/null
cp "$facts" "$work/once"
check --facts="$facts" "$work/guess.o" "$work/panics.o" >/dev/null
expect "facts: a second run adds nothing" cmp "$facts" "$work/once"
cat "$facts" "$facts" >"$work/twice" && cp "$work/twice" "$facts"
expect "and a finding is told once" test 1 = "$(check --facts="$facts" \
	"$work/returns.o" | grep -c 'unknown() returns, but')"

# An object that was mended is no more held against what it was.
rm -f "$facts"
cp "$work/guess.o" "$work/mended.o"
check --facts="$facts" "$work/mended.o" >/dev/null
cp "$work/uses.o" "$work/mended.o"
expect_exit "facts: an object that changed" 0 \
	check --facts="$facts" "$work/mended.o"
expect_exit "is held to what it is" 0 check --facts="$facts" "$work/returns.o"

# A guess stays one, and a call that goes on speaks against it.
rm -f "$facts"
expect_exit "facts: a guess of an earlier run" 0 \
	check --facts="$facts" "$work/guess.o"
expect_line "is kept as one" '^guessed[[:space:]]unknown' cat "$facts"
expect_line "and a call that goes on speaks against it" \
	"unknown\(\) returns, but $work/guess.o was checked" \
	check --facts="$facts" "$work/uses.o"

# The report and the facts cannot be one file, also if there is none yet.
rm -f "$work/same"
expect_exit "-o and --facts of the same new file" 2 \
	check --facts="$work/same" -o "$work/../facts/same" "$work/guess.o"
expect "write nothing" test ! -e "$work/same"

# Runs at the same time lose nothing.
rm -f "$facts"
for i in 1 2 3 4 5 6 7 8; do
	object "many$i" <<<"many$i: ret"
done
for i in 1 2 3 4 5 6 7 8; do
	check --facts="$facts" "$work/many$i.o" >/dev/null &
done
wait
expect "facts: runs at the same time" \
	test 8 = "$(grep -c '^returns[[:space:]]many' "$facts")"

exit "$failed"
