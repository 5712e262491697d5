#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Run each fuzz target given for FUZZ_SECONDS. Seeds are in
# tests/fuzz/seeds/TARGET, what a target found new in build/fuzz/corpus. Those
# that read objects begin with the golden cases, and the reader of patches with
# one: from nothing, none gets past the ELF headers in any reasonable time.
set -u
cd "$(dirname "$0")/.." || exit 1

seconds=${FUZZ_SECONDS:-600}
failed=0
objects=build/fuzz/objects

# The golden cases that need no compiler line of their own, assembled.
assemble() {
	local case
	mkdir -p "$objects"
	for case in tests/golden/*.S; do
		grep -q '^#[[:space:]]*cc:' "$case" ||
			gcc -Wa,-W -Iinclude -c -o "$objects/$(basename "$case" .S).o" \
				"$case" || return 1
	done
}

# The patch of the command's own tests.
compile_patch() {
	mkdir -p build/fuzz/patches
	gcc -c -O2 -Itests/kpatch/include -I. -Ikmod -DNAME='"kp_three"' \
		-DRELEASE='"6.12.0"' tests/kpatch/patch.c -o build/fuzz/patches/kp_three.ko
}

[ $# -gt 0 ] || { echo "no fuzz target in tests/fuzz" >&2; exit 1; }
for target in "$@"; do
	name=${target##*/}
	corpus=build/fuzz/corpus/$name
	mkdir -p "$corpus"
	dirs=("$corpus")
	[ ! -d "tests/fuzz/seeds/$name" ] || dirs+=("tests/fuzz/seeds/$name")
	case $name in
	fuzz_check | fuzz_image | fuzz_build_object)
		assemble || exit 1
		dirs+=("$objects")
		;;
	fuzz_patch)
		compile_patch || exit 1
		dirs+=(build/fuzz/patches)
		;;
	esac
	echo "== $name, $seconds s"
	if "$target" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=2048 \
		-artifact_prefix="build/fuzz/$name-" -print_final_stats=1 \
		"${dirs[@]}" >"build/fuzz/$name.log" 2>&1; then
		grep -E 'number_of_executed_units|average_exec' "build/fuzz/$name.log"
		echo "ok $name"
	else
		tail -n 40 "build/fuzz/$name.log"
		echo "not ok $name"
		failed=1
	fi
done
exit "$failed"
