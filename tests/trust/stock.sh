#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Trust tables of stock modules: all functions trusted, rows that say what the
# shipped ORC says, and no more than half its size. With arguments, for these
# images instead, sizes and shares only.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/trust-stock
rm -rf "$work"
mkdir -p "$work"

# figures IMAGE: a line of its table's figures
figures() {
	"$SC" trust --mode=table --dump "$1" 2>/dev/null | awk -v name="${1##*/}" '
		/^functions/ { functions = substr($5, 2) }
		/^text/ { text = substr($8, 2) }
		/^size/ {
			printf "%s: trusted %s %% of functions, %s %% of text; %s\n", \
				name, functions, text, $0
		}'
}

if [ $# -gt 0 ]; then
	for image in "$@"; do
		figures "$image"
	done
	exit
fi

root=$(tests/corpus/fetch.sh) || exit 1
# the largest, and some evenly over the sorted list
mapfile -t modules < <(
	find "$root/lib/modules" -name '*.ko*' -printf '%s %p\n' | sort -rn |
		head -n 1 | cut -d ' ' -f 2-
	find "$root/lib/modules" -name '*.ko*' | sort |
		awk -v every="$([ "$SC_TEST" = full ] && echo 20 || echo 400)" \
			'NR % every == 0'
)

half_of_orc() {
	"$SC" trust --dump "$1" | awk '
		/^size/ { exit !($0 ~ /ORC/ && $2 * 2 < $8 || $8 < 4096) }'
}

for module in "${modules[@]}"; do
	name=${module##*/}
	name=${name%.?z*}
	plain_module "$module" >"$work/$name"
	expect "$name: rows say what ORC says" \
		"$O/tests/trust/orc_agree" "$work/$name"
	expect "$name: embedded" "$SC" trust --embed "$work/$name" -o "$work/embedded"
	expect_exit "$name: every function is trusted" 0 \
		"$SC" trust --dump --list "$work/embedded"
	expect "$name: half of ORC's size" half_of_orc "$work/embedded"
	rm -f "$work/$name" "$work/embedded"
done
exit "$failed"
