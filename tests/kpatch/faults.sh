#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# kpatch with each allocation failing, and each write: it ends as without the
# fault, or with the exit code for trouble. Under --json it prints a document
# either way. SC_TEST=full tries every allocation, else a sample is tried.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

K=$(realpath "$O/kpatch")
work=$(realpath -m "$O/tests/kpatch-faults")
tree=$work/sys
root=$work/root
driver=("$O/tests/faults/faults")
preload=$(realpath "$O/tests/faults/fail_alloc.so")
rm -rf "$work"
store=$root/lib/modules/6.12.0-a/kpatch
mkdir -p "$store" "$root/usr/lib/systemd/system" \
	"$root/etc/systemd/system/sysinit.target.wants"
: >"$root/usr/lib/systemd/system/kpatch.service"
. tests/kpatch/tree.sh
make_tree
for name in one two; do
	gcc -c -O2 -Itests/kpatch/include -I. -Ikmod -DNAME="\"kp_$name\"" \
		-DRELEASE='"6.12.0-a"' tests/kpatch/patch.c -o "$work/$name.ko" || exit 1
done
xz -k "$work/two.ko"
"$K" install --root="$root" "$work/two.ko" 2>/dev/null >&2 || exit 1

sample=(--sample=60)
[ "${SC_TEST:-sample}" != full ] || sample=()

# faults NAME [OPTION...] -- COMMAND...
faults() {
	local name=$1 kind out
	shift
	for kind in alloc write; do
		out=$("${driver[@]}" $kind --trouble=4 "--preload=$preload" "${sample[@]}" "$@" 2>&1)
		if grep -qE '^[1-9][0-9]* points, [0-9]+ runs, 0 wrong$' <<<"$out"; then
			ok "$name, $kind: $out"
		else
			sed 's/^/    /' <<<"$out"
			not_ok "$name, $kind"
		fi
	done
}

installed=(--file="$store/order" --file="$store/kp_one.ko" --file="$store/kp_two.ko")
for json in '' --json; do
	faults "list $json" ${json:+--json} -- "$K" list $json --sysfs="$tree"
	faults "info $json" ${json:+--json} -- "$K" info $json --sysfs="$tree"
	faults "info loaded $json" ${json:+--json} -- "$K" info $json --sysfs="$tree" kp_two
	faults "info file $json" ${json:+--json} -- "$K" info $json --sysfs="$tree" "$work/one.ko"
	faults "info packed $json" ${json:+--json} -- "$K" info $json --sysfs="$tree" "$work/two.ko.xz"
	faults "trust $json" ${json:+--json} -- "$K" trust $json --sysfs="$tree" --functions
	faults "install $json" ${json:+--json} "${installed[@]}" -- \
		"$K" install $json --root="$root" "$work/one.ko"
done
expect "no temporary file is left" test -z "$(find "$root" -name '*.tmp')"
exit "$failed"
