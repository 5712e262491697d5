#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What the step costs beside objtool, on the same objects and with the same
# options: modules without what objtool has written (tests/objtool/shipped.sh).
#
#	bench_step.sh [KERNEL [sample|full]]
#
# Both tools have copies of all of them, ROUNDS (3) times by turns. The last line
# is the least processor time of each, of user and system, and the step's share.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/objtool/bare.sh

kernel=${1:-6.12}
dir=$O/boot/kernels/$kernel
tests/boot/kernel.sh "$kernel" "$dir" >/dev/null || exit 1
make_work
step=$(realpath "$O/stackcheck-kbuild")
objtool=$(realpath "$dir/kdir/tools/objtool/objtool.real-x86")
KERNELRELEASE=$(cat "$dir/release")
STACKCHECK_OBJTOOL=none
export KERNELRELEASE STACKCHECK_OBJTOOL
options=$(recorded_options "$dir")
mapfile -t list < <(SC_CORPUS=$(realpath "$dir")/unpacked \
	tests/corpus/corpus.sh list "${2:-sample}")

rounds=${ROUNDS:-3}
mkdir "$work/bare"
for module in "${list[@]}"; do
	(cd "$work" && bare "$module" &&
		mv made.ko "bare/$(basename "$module" | tr -c 'a-zA-Z0-9\n' _).o")
done

# timed NAME TOOL: its processor time for all objects is a line of $work/NAME
timed() {
	rm -rf "$work/copy"
	cp -r "$work/bare" "$work/copy"
	# shellcheck disable=SC2016 # options are words, and of the inner shell
	(cd "$work/copy" && options=$options tool=$2 /usr/bin/time -a \
		-o "$work/$1" -f '%U %S' bash -c \
		'for o in *.o; do "$tool" $options "$o"; done' >/dev/null 2>&1)
}

for ((round = 0; round < rounds; round++)); do
	timed objtool "$objtool"
	timed step "$step"
	timed start /bin/true
done
least() {
	awk '{ t = $1 + $2; if (NR == 1 || t < least) least = t } END { print least }' \
		"$work/$1"
}
awk -v n="${#list[@]}" -v kernel="$kernel" -v theirs="$(least objtool)" \
	-v ours="$(least step)" -v start="$(least start)" 'BEGIN {
		printf "%d modules of %s: objtool %.2f s, the step %.2f s, %.2f of it; %.2f without the %.2f s of starting\n", \
			n, kernel, theirs, ours, ours / theirs, \
			(ours - start) / (theirs - start), start
	}'
