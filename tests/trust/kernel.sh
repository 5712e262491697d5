#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A whole kernel built with the step and without it, and what that costs.
#
#	kernel.sh SOURCE OUT CONFIG
#
# Prints the times, the objects checked and the findings; fails if there are
# findings, or if the step takes more than 5 % of the build's processor time.
set -u
source=$1 out=$2 config=$3
step=$(realpath "${KBUILD_STEP:-build/stackcheck-kbuild}")
jobs=${JOBS:-$(nproc)}

# build WITH|without [VARIABLE...]: seconds of processor time to OUT/NAME.time
build() {
	local name=$1
	shift
	rm -rf "${out:?}/$name"
	mkdir -p "$out/$name"
	make -s -C "$source" O="$out/$name" KCONFIG_ALLCONFIG="$config" \
		allnoconfig >/dev/null || return 1
	/usr/bin/time -f '%e %U %S' -o "$out/$name.time" \
		make -s -C "$source" O="$out/$name" -j"$jobs" "$@" \
		bzImage modules >"$out/$name.log" 2>&1 || {
		tail "$out/$name.log"
		return 1
	}
	awk -v name="$name" '{
		printf "%-8s %7.1f s elapsed, %7.1f s user, %6.1f s system\n", \
			name, $1, $2, $3
	}' "$out/$name.time"
}

build with objtool="$step" || exit 1
build without || exit 1
checked=$(find "$out/with" -name '.*.o.stackcheck' | wc -l)
found=$(grep -c 'warning: stackcheck' "$out/with.log")
cat "$out/with.time" "$out/without.time" |
	awk -v checked="$checked" -v found="$found" '
	{ cpu[NR] = $2 + $3 }
	END {
		share = 100 * (cpu[1] / cpu[2] - 1)
		printf "%d objects checked, %d findings, %.1f %% more time\n", \
			checked, found, share
		exit share > 5 || found > 0
	}'
