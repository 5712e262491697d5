#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What a change takes from tasks that sleep in the functions that it changes:
# the longest time by which one went on late, and the share of all its time.
# While nothing is asked for, while a change goes in and out, while it is tried
# over and over, and while it is refused for the sake of another task. One boot.
#
#	bench-frozen.sh BUILD [KERNEL]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
kernel=${2:-6.12}
"$here/run.sh" "$kernel" "$1" bench_frozen >"$1/$kernel/bench.log" 2>&1 || {
	cat "$1/$kernel/bench.log"
	exit 1
}

awk '
BEGIN {
	printf "%-10s %-10s %8s %12s %10s %8s %s\n", "sleeper", "while",
		"sleeps", "longest ms", "share %", "EINTR", "end"
}
/^frozen/ {
	for (i = 2; i <= NF; i++) {
		split($i, kv, "=")
		v[kv[1]] = kv[2]
	}
	printf "%-10s %-10s %8d %12.1f %10.2f %8d %s\n", v["kind"], v["while"],
		v["sleeps"], v["gap_us"] / 1e3, v["share_ppm"] / 1e4,
		v["eintr"], v["end"]
}' "$1/$kernel/result.txt"
