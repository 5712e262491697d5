#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# First patches of 1, 50 and 500 functions: how long it takes to put each in,
# out, and in again, and how much of that the CPUs took to gather and stood
# still. Then how long the machine stands still, by sleeping tasks, beside a
# walk of all of them inside the stop; and the time until every task runs the
# new code, beside the kernel's own livepatch. One boot. Under software emulation only
# the ratios mean anything.
#
#	bench-pause.sh BUILD [KERNEL]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
kernel=${2:-6.12}
MEMORY=${MEMORY:-3G} "$here/run.sh" "$kernel" "$1" bench >/dev/null || {
	cat "$1/$kernel/result.txt"
	exit 1
}

awk '
/^bench/ {
	delete v
	for (i = 2; i <= NF; i++) {
		split($i, kv, "=")
		v[kv[1]] = kv[2]
	}
	if ("functions" in v) {
		if (!many++)
			printf "%9s %6s %10s %12s %12s\n", "functions", "change",
				"whole ms", "gather us", "stopped us"
		printf "%9d %6s %10.1f %12.1f %12.1f\n", v["functions"],
			v["what"], v["total_ns"] / 1e6, v["gather_ns"] / 1e3,
			v["stopped_ns"] / 1e3
		if (v["functions"] == 500)
			whole[v["what"]] = v["total_ns"] / 1e9
		next
	}
	n = v["sleeping"]
	if ("all_new_ns" in v) {
		ours[n] = v["all_new_ns"]
		klp[n] = v["livepatch_ns"]
	} else if (v["full_walk"] == 1) {
		full[n] = v["stopped_ns"]
	} else {
		stop[n] = v["stopped_ns"]
		inside[n] = v["walked_inside"]
		order[++count] = n
	}
}
END {
	printf "500 functions in within %.2f s (at most 1), out within %.2f s (at most 2)\n",
		whole["in"], whole["out"]
	printf "\n%8s %12s %8s %15s %7s %14s %14s\n", "sleeping",
		"stopped us", "walked", "full walk us", "ratio",
		"all new ms", "livepatch ms"
	for (i = 1; i <= count; i++) {
		n = order[i]
		printf "%8d %12.1f %8d %15.1f %7.1f %14.1f %14.1f\n", n,
			stop[n] / 1e3, inside[n], full[n] / 1e3,
			full[n] / stop[n], ours[n] / 1e6, klp[n] / 1e6
	}
	printf "stopped with 5000 over 10 sleeping: %.2f (at most 2)\n",
		stop[5000] / stop[10]
	printf "full walk over ours with 5000: %.1f (at least 20)\n",
		full[5000] / stop[5000]
}' "$1/$kernel/result.txt"
