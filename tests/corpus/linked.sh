#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A linked kernel as it is shipped: every function by name, and each finding
# and each difference from the ORC inside it in a class of
# Documentation/linked.md.
#
#	linked.sh [--class CLASS] [IMAGE...]
#
# Without images, those of the corpus. --class also lists what is in a class.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

show=
[ "${1:-}" != --class ] || { show=$2 && shift 2; }
work=$O/tests/linked
compare=$O/tests/corpus/orc_compare
mkdir -p "$work"
if [ $# -eq 0 ]; then
	root=$(tests/corpus/fetch.sh) || {
		not_ok "linked: no kernel package"
		exit 1
	}
	set -- "$root"/boot/vmlinuz-*
fi

one() {
	local name=${1##*/}
	local check=$work/$name.check orc=$work/$name.orc

	"$SC" check "$1" >"$check" 2>&1
	[ $? -le 1 ] || {
		not_ok "$name: $(tail -n 1 "$check")"
		return
	}
	"$compare" -l -s "$1" >"$orc" 2>&1
	{
		sed -n 's/^.*: warning: \([^ ]*\): /finding \1 /p' "$check"
		grep ' shipped ' "$orc" | sed 's/^[^ ]* /row /'
	} >"$work/$name.list"
	awk -v show="$show" -f tests/corpus/linked.awk "$work/$name.list" \
		>"$work/$name.classes"
	local code=$?
	sed 's/^/    /' "$work/$name.classes"
	echo "    $(tail -n 1 "$check")"
	echo "    $(tail -n 1 "$orc")"
	grep -o '\[[a-z-]*\]$' "$check" | sort | uniq -c | sort -rn |
		awk '{ printf "%s%s %s", (NR > 1 ? ", " : "    by rule: "), $1, $2 }
			END { print "" }'
	if [ $code -eq 0 ]; then
		ok "linked: $name: every finding and every difference has a class"
	else
		not_ok "linked: $name: some are unexplained"
	fi
}

for image; do
	one "$image"
done
exit "$failed"
