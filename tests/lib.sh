# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the test suites share. Sourced with the repository as directory.
O=${O:-build}
SC=${SC:-$O/stackcheck}
failed=0

# make_work: a folder for the suite's own files, $work. It goes when the suite ends.
make_work() {
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
}

# plain_module FILE: a module as it is loaded, whatever it is packed with
plain_module() {
	case $1 in
	*.xz) xz -dc "$1" ;;
	*.zst) zstd -qdc "$1" ;;
	*.gz) gzip -dc "$1" ;;
	*) cat "$1" ;;
	esac
}

ok() {
	echo "ok $*"
}

not_ok() {
	echo "not ok $*"
	failed=1
}

# expect NAME COMMAND...: the command succeeds
expect() {
	local name=$1 out
	shift
	if out=$("$@" 2>&1); then
		ok "$name"
	else
		sed 's/^/    /' <<<"$out"
		not_ok "$name"
	fi
}

# expect_exit NAME CODE COMMAND...: the command ends with that code
expect_exit() {
	local name=$1 want=$2 out code
	shift 2
	out=$("$@" 2>&1)
	code=$?
	if [ "$code" -eq "$want" ]; then
		ok "$name"
	else
		sed 's/^/    /' <<<"$out"
		not_ok "$name: exit $code, not $want"
	fi
}

# expect_line NAME REGEX COMMAND...: some line of its output matches
expect_line() {
	local name=$1 regex=$2 out
	shift 2
	out=$("$@" 2>&1)
	if grep -Eq -- "$regex" <<<"$out"; then
		ok "$name"
	else
		sed 's/^/    /' <<<"$out"
		not_ok "$name: no line matches $regex"
	fi
}

# rule_example RULE Bad|Mended DIR: the objects of a rule's example; the
# options for `check` that it asks for go to the file DIR/options
rule_example() {
	local dir=$3 part
	mkdir -p "$dir"
	rm -f "$dir"/*.o "$dir"/*.s
	: >"$dir/options"
	awk -v section="$2" -v dir="$dir" '
		/^## / { wanted = $2 == section }
		!wanted { next }
		/^```/ { inside = !inside; file = dir "/example.s"; next }
		!inside { next }
		/^# mode: / { print "--mode=" $3 > (dir "/options") }
		/^# mitigation: / { print "--mitigation=" $3 > (dir "/options") }
		/^# file: / { file = dir "/" $3 ".s" }
		{ if (file) print > file }
	' "Documentation/rules/$1.md"
	for part in "$dir"/*.s; do
		# lines before the first "# file:" hold nothing but directives
		grep -Eqv '^#|^$' "$part" || continue
		gcc -c -x assembler "$part" -o "${part%.s}.o" || return 1
	done
}
