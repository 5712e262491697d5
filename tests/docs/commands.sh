#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The commands in documents print what the documents say. In a block
#
#	```console
#	$ COMMAND
#	OUTPUT
#	```
#
# each command is run from the top of the sources, with what is built in
# build/ and with nothing else in it; a line that ends in \ goes on.
#
#	commands.sh [--rebase] [DOCUMENT...]
#
# --rebase writes what is printed now into the documents.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

rebase=
[ "${1:-}" != --rebase ] || { rebase=1 && shift; }
[ $# -gt 0 ] || set -- README.md

# Its own top folder, so that no command can touch the sources.
work=$(realpath -m "$O/tests/commands/$(basename "$1" .md)")
rm -rf "$work"
mkdir -p "$work/top/build"
for part in Documentation include tests README.md; do
	ln -s "$PWD/$part" "$work/top/$part"
done
ln -s "$(realpath "$SC")" "$work/top/build/stackcheck"

run_command() {
	(cd "$work/top" && eval "$1") 2>&1 </dev/null
}

# The document with the output of its commands as it is now.
renew() {
	local line command='' inside=
	while IFS= read -r line; do
		case $line in
		'```console')
			inside=1
			;;
		'```')
			inside=
			;;
		*)
			if [ -n "$command" ]; then # goes on from the line above
				echo "$line"
				command+=$'\n'$line
			elif [ -n "$inside" ] && [ "${line:0:2}" = '$ ' ]; then
				echo "$line"
				command=${line:2}
			elif [ -n "$inside" ]; then
				continue # old output
			else
				echo "$line"
			fi
			[ -n "$command" ] && [ "${line: -1}" != '\' ] || continue
			run_command "$command"
			command=
			continue
			;;
		esac
		echo "$line"
	done <"$1"
}

for doc in "$@"; do
	name=$(tr / - <<<"$doc")
	renew "$doc" >"$work/$name"
	if cmp -s "$doc" "$work/$name"; then
		ok "$doc: $(grep -c '^\$ ' "$doc") commands print what it says"
	elif [ -n "$rebase" ]; then
		diff "$doc" "$work/$name"
		cp "$work/$name" "$doc"
	else
		diff "$doc" "$work/$name" | sed 's/^/    /'
		not_ok "$doc: a command prints something else (--rebase?)"
	fi
done
exit "$failed"
