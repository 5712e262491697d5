#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# How long it takes until every task has changed over, by sleeping tasks: a change
# per task of ours beside the kernel's own livepatch, of the same function in one
# boot. Ours is the whole request, and livepatch's is what its log says between begin
# and end of the transition. Then both with the load of the module, which is what a
# user waits for. Medians of nine, and the fastest. Last, the longest section under
# RCU of ours. Under software emulation only the ratios mean anything.
#
# What else the host does changes the figures, the longest section above all. With
# QEMU set to a program that adds `-icount shift=1`, time is the number of instructions.
#
#	bench-converge.sh BUILD [KERNEL]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
kernel=${2:-6.12}
MEMORY=${MEMORY:-3G} "$here/run.sh" "$kernel" "$1" bench_converge >/dev/null || {
	cat "$1/$kernel/result.txt"
	exit 1
}

awk '
/^bench/ {
	for (i = 2; i <= NF; i++) {
		split($i, kv, "=")
		v[kv[1]] = kv[2]
	}
	if (!lines++) {
		printf "%8s %28s %21s %28s\n", "", "change", "fastest",
			"with the load"
		printf "%8s %8s %12s %6s %8s %12s %8s %12s %6s %14s\n",
			"sleeping", "ours ms", "livepatch ms", "ratio",
			"ours ms", "livepatch ms", "ours ms",
			"livepatch ms", "ratio", "longest RCU ms"
	}
	printf "%8d %8.1f %12.1f %6.1f %8.1f %12.1f %8.1f %12.1f %6.1f %14.2f\n",
		v["sleeping"], v["ours_ns"] / 1e6, v["livepatch_ns"] / 1e6,
		v["livepatch_ns"] / v["ours_ns"], v["ours_least_ns"] / 1e6,
		v["livepatch_least_ns"] / 1e6, v["ours_load_ns"] / 1e6,
		v["livepatch_load_ns"] / 1e6,
		v["livepatch_load_ns"] / v["ours_load_ns"],
		v["longest_ns"] / 1e6
}' "$1/$kernel/result.txt"
