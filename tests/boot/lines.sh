#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Command lines and processors that people run kernels with: fast scenarios on
# each. With SC_TEST=sample one line, and scenarios that load modules of
# assembly. A line is a kernel, a processor as qemu names it, and what follows
# is put on the command line.
cd "$(dirname "$0")/../.." || exit 1
build=${O:-build}/boot

all_lines() {
	cat <<'END'
6.12 Skylake-Client retbleed=stuff
6.12 max mitigations=off
6.12 Skylake-Client spectre_v2=ibrs nohz_full=1 isolcpus=1
6.12 max preempt=none threadirqs
6.12 max preempt=full
6.12-rt Skylake-Client retbleed=stuff
6.12-rt max nohz_full=1 isolcpus=1
6.12-cloud Skylake-Client retbleed=stuff
6.12-cloud max mitigations=off
END
}

# An isolated CPU may not go offline, so that there has to be another one.
cpus_for() {
	case $* in
	*isolcpus=*) echo 3 ;;
	*)	echo 2 ;;
	esac
}

# run_line KERNEL MODEL WORD...: the name of the line stands before each result
run_line() {
	kernel=$1
	model=$2
	shift 2
	echo "# $kernel on $model: $*"
	# shellcheck disable=SC2086 # scenarios are words
	CPUS=$(cpus_for "$@") CPU_MODEL=$model APPEND="$*" \
		tests/boot/run.sh "$kernel" "$build" $scenarios ||
		echo "not ok $kernel on $model: $*"
}

case ${SC_TEST:-sample} in
full)	scenarios=fast
	lines=$(all_lines) ;;
*)	scenarios="patch stack unreliable midway asm trust_patch cmd_load"
	lines=$(all_lines | head -n 1) ;;
esac
echo "$lines" | {
	status=0
	while read -r line; do
		# shellcheck disable=SC2086 # a line is words
		run_line $line </dev/null >"$build/line.log" 2>&1
		cat "$build/line.log"
		! grep -q '^not ok' "$build/line.log" || status=1
	done
	exit $status
}
