#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Stock modules of a distribution have no findings, and all can be read.
#
#	corpus.sh [sample|full]    sample: every so many, and the largest
#	corpus.sh list [sample|full]
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

kind=${1:-${SC_TEST:-sample}}
which=${2:-sample} # what `list` lists
SAMPLE=150
LARGEST=5

modules() {
	find "$root" -name '*.ko' -o -name '*.ko.xz' -o -name '*.ko.zst' \
		-o -name '*.ko.gz' | LC_ALL=C sort
}

# Evenly over the sorted list, so that it is the same on every run.
sample() {
	local all
	all=$(modules)
	{
		awk -v n="$(wc -l <<<"$all")" -v want=$SAMPLE \
			'BEGIN { step = n > want ? n / want : 1 }
			 int(NR / step) != int((NR - 1) / step)' <<<"$all"
		tr '\n' '\0' <<<"$all" | xargs -0 stat -c '%s %n' |
			sort -rn | head -n $LARGEST | cut -d ' ' -f 2-
	} | LC_ALL=C sort -u
}

if ! root=$(tests/corpus/fetch.sh); then
	not_ok "corpus: no kernel package; SC_CORPUS=DIR names unpacked modules"
	exit 1
fi
[ "$kind" = list ] || which=$kind
case $which in
full) mapfile -t list < <(modules) ;;
*) mapfile -t list < <(sample) ;;
esac
if [ "$kind" = list ]; then
	printf '%s\n' "${list[@]}"
	exit
fi

mkdir -p "$O/tests/corpus"
report=$O/tests/corpus/report.txt
printf '%s\0' "${list[@]}" | xargs -0 -x -s 2000000 "$SC" check >"$report" 2>&1
code=$?
last=$(tail -n 1 "$report")
expect "corpus: there are modules" test "${#list[@]}" -gt 100
expect "corpus: all ${#list[@]} modules are read" \
	grep -q "^${#list[@]} objects, " "$report"
if [ "$code" -eq 0 ]; then
	ok "corpus: $last"
else
	# the kinds of findings, then the first of them
	grep -o '\[[a-z-]*\]$' "$report" | sort | uniq -c | sort -rn
	grep -v '^    ' "$report" | head -n 20
	not_ok "corpus: $last (all in $report)"
fi
exit "$failed"
