#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# How much of Debian's kernels is trusted: at least 99.9 % of the functions,
# and each that is not in a class of Documentation/trust.md.
#
#	coverage.sh [--rebase] [IMAGE...]
#
# Without images, the newest of 6.12 and of 6.1. --rebase writes the figures
# into the document.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

rebase=''
[ "${1:-}" = --rebase ] && rebase=1 && shift
doc=Documentation/trust.md
work=$O/tests/trust-coverage
rm -rf "$work"
mkdir -p "$work"

if [ $# -eq 0 ]; then
	root=$(tests/corpus/fetch.sh) && tests/boot/kernel.sh 6.1 \
		"$O/boot/kernels/6.1" >&2 || {
		not_ok "coverage: no kernel packages"
		exit 1
	}
	set -- "$root"/boot/vmlinuz-* "$(realpath "$O/boot/kernels/6.1/vmlinuz")"
fi

for image; do
	name=${image##*/}
	"$SC" trust --mode=table --dump --list "$image" 2>/dev/null |
		awk -f tests/trust/coverage.awk >"$work/$name"
	code=${PIPESTATUS[1]}
	sed 's/^/    /' "$work/$name"
	if [ "$code" -eq 0 ]; then
		ok "coverage: $name"
	else
		not_ok "coverage: $name: too little, or for no known reason"
	fi
done
[ -n "$rebase" ] || exit "$failed"
{
	sed '/^<!-- coverage -->$/q' "$doc"
	for image; do
		printf '\n    %s\n\n' "${image##*/}"
		sed -e '/^$/!s/^/    /' "$work/${image##*/}"
	done
	printf '\n'
	sed -n '/^<!-- end of coverage -->$/,$p' "$doc"
} >"$work/trust.md"
cp "$work/trust.md" "$doc"
exit "$failed"
