#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# How long a look-up in the trust table of a kernel takes, with an index and
# without. IMAGE is another kernel than the one of tests/corpus/fetch.sh.
#
#	bench_trust.sh [IMAGE]
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

image=${1:-}
if [ -z "$image" ]; then
	root=$(tests/corpus/fetch.sh) || exit 1
	image=$(find -L "$root/boot" -name 'vmlinuz-*' | head -n 1)
fi
make -s "$O/tests/trust/bench_lookup" >/dev/null || exit 1
make_work
# 1: there are findings
"$SC" trust --mode=table "$image" -o "$work/table" >"$work/log" 2>&1
[ $? -le 1 ] || { cat "$work/log" && exit 1; }
"$O/tests/trust/bench_lookup" "$work/table"
