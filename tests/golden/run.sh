#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Golden cases: sources that hold what `stackcheck check` must find in them.
# Documentation/testing.md tells the directives.
#
#	run.sh [CASE...]            compare
#	run.sh --rebase CASE...     write what is found now into the cases
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.." || exit 1
O=${O:-build}
SC=${SC:-$O/stackcheck}
export O SC REBASE=${REBASE:-}

# Directives of a case: lines of comment that begin with the word wanted.
directive() {
	sed -nE -e "/^[[:space:]]*(#|\/\/|\/?\*)[[:space:]]*$2:/!d" \
		-e 's/[[:space:]]*(\*\/)?[[:space:]]*$//' \
		-e "s/^[[:space:]]*(#|\/\/|\/?\*)[[:space:]]*$2:[[:space:]]*//p" "$1"
}

# build CASE OBJECT: compile with the case's own compiler line
build() {
	local cc post
	cc=$(directive "$1" cc | head -n 1)
	if [ -z "$cc" ]; then
		cc=gcc
		case $1 in *.c) cc="gcc -O2 -fno-asynchronous-unwind-tables" ;; esac
	fi
	# shellcheck disable=SC2086 # a compiler line is words
	$cc -Iinclude -c -o "$2" "$1" || return 1
	post=$(directive "$1" post)
	[ -z "$post" ] || (eval "${post//\{\}/$2}")
}

# Findings as "PLACE [RULE]", one a line, in the order of the report.
places() {
	sed -nE 's/^(.*: )?'"${1//\//\\/}"': (warning|error|note): ([^ ]+\+0x[0-9a-f]+): .* (\[[a-z-]+\])$/\3 \4/p'
}

# Each expectation takes one finding; what is left over on either side is told.
compare() {
	awk '
		function name(place) { sub(/\+0x[0-9a-f]+$/, "", place); return place }
		NR == FNR { if ($0 != "clean" && $1 != "error") want[++nwant] = $0; next }
		{ have[++nhave] = $0 }
		function take(i, exact,   j, f) {
			for (j = 1; j <= nhave; j++) {
				if (used[j])
					continue
				split(have[j], f, " ")
				if (have[j] == want[i] || (!exact && name(f[1]) " " f[2] == want[i])) {
					used[j] = met[i] = 1
					return
				}
			}
		}
		END {
			for (i = 1; i <= nwant; i++) take(i, 1)
			for (i = 1; i <= nwant; i++) if (!met[i]) take(i, 0)
			for (i = 1; i <= nwant; i++) if (!met[i]) { print "    missing:    " want[i]; bad = 1 }
			for (j = 1; j <= nhave; j++) if (!used[j]) { print "    unexpected: " have[j]; bad = 1 }
			exit bad
		}' "$1" "$2"
}

# The exit code that follows from what is expected
wanted_code() {
	if grep -q '^error' "$1"; then
		echo 2
	elif grep -qv '^clean$' "$1"; then
		echo 1
	else
		echo 0
	fi
}

rebase() {
	local case=$1 found=$2 mark
	mark='#'
	case $case in *.c) mark='//' ;; esac
	[ -s "$found" ] || echo clean >"$found"
	awk -v mark="$mark" '
		NR == FNR { lines[++n] = $0; next }
		/^[ \t]*(#|\/\/|\/?\*)[ \t]*expect:/ {
			if (!done) for (i = 1; i <= n; i++) print mark " expect: " lines[i]
			done = 1
			next
		}
		{ print }' "$found" "$case" >"$case.new" || return 1
	if cmp -s "$case" "$case.new"; then
		rm "$case.new"
	else
		diff -u "$case" "$case.new"
		mv "$case.new" "$case"
	fi
}

run_case() {
	local case=$1 name dir object code want regex options=() others=() with
	name=$(basename "$case")
	dir=$O/tests/golden/$name.d
	object=$dir/${name%.*}.o
	mkdir -p "$dir"
	read -ra options <<<"$(directive "$case" stackcheck)"
	if ! build "$case" "$object" >"$dir/log" 2>&1; then
		printf '%s\n' "$(sed 's/^/    /' "$dir/log")" "not ok $name: does not build"
		return 1
	fi
	for with in $(directive "$case" with); do
		build "$here/$with" "$dir/${with%.*}.o" >>"$dir/log" 2>&1
		others+=("$dir/${with%.*}.o")
	done
	"$SC" check "${options[@]}" "$object" "${others[@]}" >"$dir/out" 2>"$dir/err"
	code=$?
	places "$object" <"$dir/out" >"$dir/found"
	for with in "${others[@]}"; do
		places "$with" <"$dir/out" >>"$dir/found"
	done
	if [ -n "$REBASE" ]; then
		rebase "$case" "$dir/found"
		return
	fi
	directive "$case" expect >"$dir/expect"
	judge "$case" "$name" "$dir" "$code"
}

judge() {
	local case=$1 name=$2 dir=$3 code=$4 want regex report=
	[ -s "$dir/expect" ] || report+="    the case expects nothing: say '# expect: clean'"$'\n'
	want=$(wanted_code "$dir/expect")
	report+=$(compare "$dir/expect" "$dir/found")
	[ "$code" -eq "$want" ] || report+=$'\n'"    exit code $code, not $want"
	while read -r regex; do
		grep -Eq -- "$regex" "$dir/out" "$dir/err" ||
			report+=$'\n'"    no output matches: $regex"
	done < <(directive "$case" expect-message; sed -n 's/^error *//p' "$dir/expect")
	if [ -z "${report//[[:space:]]/}" ]; then
		printf 'ok %s\n' "$name"
		return 0
	fi
	printf '%s\nnot ok %s\n' "$report"$'\n'"$(sed 's/^/    | /' "$dir/out" "$dir/err")" "$name"
	return 1
}

if [ "${1:-}" = --case ]; then
	run_case "$2"
	exit
fi
if [ "${1:-}" = --rebase ]; then
	REBASE=1
	shift
	[ $# -gt 0 ] || { echo "run.sh --rebase CASE..." >&2; exit 2; }
fi
# A file named _*.S or _*.c is only a second object for other cases.
[ $# -gt 0 ] || set -- "$here"/[!_]*.[Sc]
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" "$here/run.sh" --case
