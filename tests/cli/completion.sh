#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Completion of stackcheck for bash. (That of kpatch: tests/kpatch/install.sh.)
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

PATH=$(dirname "$(realpath "$SC")"):$PATH
. stackcheck/cli/completion.bash
work=$O/tests/completion
rm -rf "$work"
mkdir -p "$work/folder"
: >"$work/a.o"
: >"$work/b.ko.xz"
: >"$work/c.txt"
: >"$work/vmlinuz-6"

# completes WORD...: what is offered for the last of them
completes() {
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
	_stackcheck 2>/dev/null
	printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort | paste -sd ' '
}

# offers EXPECTED WORD...
offers() {
	local got
	got=$(completes "${@:2}")
	[ -n "$got" ] && [ "$got" = "$1" ] || {
		echo "offered: $got"
		return 1
	}
}

# every option that the command tells of, and no other
offers_options() {
	offers "$("$SC" "$1" --help | grep -o -e '--[a-z][a-z-]*=\{0,1\}' |
		LC_ALL=C sort -u | paste -sd ' ')" stackcheck "$1" --
}

expect "commands" offers "annotate check explain help orc trust" stackcheck ''
expect "a command" offers "orc" stackcheck o
for command in check annotate trust orc; do
	expect "options of $command" offers_options "$command"
done
expect "an option" offers "--stats" stackcheck check --st
expect "modes" offers "auto frame table" stackcheck check --mode =
expect "a mode" offers "frame" stackcheck check --mode = f
expect "forms" offers "json sarif text" stackcheck check --format = ''
expect "stages" offers "cfg functions insns state" stackcheck check --dump = ''
expect "rules" offers "ret-outside ret-pop return-modified" stackcheck explain ret
expect "rules to leave out" offers "missing-size" stackcheck check --disable = mi
expect "what has the name of an object" \
	offers "$work/a.o $work/b.ko.xz $work/folder/ $work/vmlinuz-6" stackcheck check "$work/"
expect "the same behind --dump" \
	offers "$work/a.o $work/b.ko.xz $work/folder/ $work/vmlinuz-6" stackcheck trust --dump "$work/"
expect "any file for an option" \
	offers "$work/c.txt" stackcheck check --noreturn = "$work/c"
exit "$failed"
