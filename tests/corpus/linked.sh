#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A linked kernel as it is shipped: every function by name, and each finding
# and each difference from the ORC inside it in a class of
# Documentation/linked.md.
#
#	linked.sh [--rebase | --class CLASS] [IMAGE...]
#
# Without images, those of the corpus. --class also lists what is in a class;
# --rebase writes the sums into the document.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

show='' rebase=''
case ${1:-} in
--class) show=$2 && shift 2 ;;
--rebase) rebase=1 && shift ;;
esac
doc=Documentation/linked.md
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

# What was counted, as the document shows it.
sums() {
	echo "${1##*/}"
	tail -n 1 "$2"
	tail -n 1 "$3"
	echo
	cat "$4"
	echo
	grep -o '\[[a-z-]*\]$' "$2" | tr -d '[]' | sort | uniq -c | sort -rn |
		awk '{ printf "%-20s %4d findings\n", $2, $1 }'
}

one() {
	local name=${1##*/} code
	local check=$work/$name.check orc=$work/$name.orc

	"$SC" check "$1" >"$check" 2>&1
	[ $? -le 1 ] || {
		not_ok "linked: $name: $(tail -n 1 "$check")"
		return
	}
	"$compare" -l -s "$1" >"$orc" 2>&1 || {
		not_ok "linked: $name: $(tail -n 1 "$orc")"
		return
	}
	{
		sed -n 's/^.*: warning: \([^ ]*\): /finding \1 /p' "$check"
		grep ' shipped ' "$orc" | sed 's/^[^ ]* /row /'
	} >"$work/$name.list"
	awk -v show="$show" -f tests/corpus/linked.awk "$work/$name.list" \
		>"$work/$name.classes"
	code=$?
	sums "$1" "$check" "$orc" "$work/$name.classes" >"$work/$name.sums"
	sed 's/^/    /' "$work/$name.sums"
	if [ $code -eq 0 ]; then
		ok "linked: $name: every finding and every difference has a class"
	else
		not_ok "linked: $name: some are unexplained"
	fi
}

for image; do
	one "$image"
done
[ -n "$rebase" ] || exit "$failed"
{
	sed '/^<!-- sums -->$/q' "$doc"
	for image; do
		printf '\n'
		sed -e '/^$/!s/^/    /' "$work/${image##*/}.sums"
	done
	printf '\n'
	sed -n '/^<!-- end of sums -->$/,$p' "$doc"
} >"$work/linked.md"
cp "$work/linked.md" "$doc"
exit "$failed"
