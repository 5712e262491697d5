#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Texts that programs print keep to the limits and words of messages.py, which
# is also tried on texts that do not.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
make_work

check() {
	/usr/bin/python3 tests/docs/messages.py "$@"
}

sources() {
	local files
	mapfile -t files < <(git ls-files {stackcheck,arch,kpatch,kbuild,include}'/*.[ch]')
	check "${files[@]}"
}

# notices LINE TEXT: a source of that line is refused with this text
notices() {
	local out
	echo "$1" >"$work/a.c"
	! out=$(check "$work/a.c") && grep -F -- "$2" <<<"$out"
}

expect "messages are short, and say what the field says" sources
long=$(printf 'word %.0s' {1..30})
part='word word word word word word word word'
expect "no text at all is noticed" notices 'f();' "of 0 texts"
expect "a sentence that is too long is noticed" \
	notices "f(\"$long\");" "longest 30"
expect "pieces of one string are one sentence" notices \
	"f(\"${long:0:75}\" NAME
	\"${long:0:75}\");" "longest 3"
expect "a semicolon ends a sentence" check <(echo "f(\"$part; $part; $part\");")
expect "more parts than three are noticed" \
	notices 'f("one thing; another thing; a third thing; a fourth thing");' semicolons
expect "a plural that does not follow its number is noticed" notices \
	'f("%" PRIu64 " objects are in this");' 'does not follow its number: %d objects'
expect "a word of our own is noticed" \
	notices 'f("the patch was taken out of the kernel");' "say load"
exit "$failed"
