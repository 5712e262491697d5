#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `kpatch build` from diffs to modules, and these in the kernel.
#
#	run.sh [KERNEL [CASE...]]
#
# KERNEL is 6.12 if nothing else is said, or another one of tests/boot/kernel.sh;
# without cases: all. A case is, in tests/builder/cases,
#	CASE.diff	what changes
#	CASE.expect	what must be reported, in lines:
#			  function OBJECT:NAME	it is in the patch; no other is
#			  warning REGEX		something is left out
#			  nothing		the diff changes no code
#			  refused REGEX		there is no module
#			  source FILE SCRIPT	the source is another: sed's SCRIPT
#						changes FILE
#			  livepatch		a module for the kernel's own
#						livepatch code is also made,
#						with the same report, and tried
#			  outside FOLDER	the diff is for the out-of-tree
#						module in tests/builder/FOLDER,
#						which is built before
#			  stale FILE SCRIPT	after that, sed's SCRIPT changes
#						FILE of its source
#			  module FILE		the kernel is booted with this of
#						its modules in the initrd
#			  with CASE		and with the patch of that case
#	CASE.sh		what is tried in the kernel, see guest.sh
# CASE.KERNEL.diff and CASE.KERNEL.expect are for that kernel, in place of those
# for all. All are built first; then the kernel is booted once, and has each that has a
# CASE.sh. KPATCH_CACHE names the folder with the prepared kernel; without it,
# one is prepared below the build folder, with packages from apt. CYCLES is how
# often each patch goes in and out, while tasks come and go; see cycles.sh.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/builder/lib.sh

kernel=${1:-6.12}
[ $# -eq 0 ] || shift
set_up "$kernel" tests/builder/cases "$O/tests/builder-$kernel" || exit 1

# Those that were built and have something to try
put_cases() {
	local name
	for name; do
		[ -e "$cases/$name.sh" ] &&
			[ -e "$extra/modules/kpatch_$name.ko" ] || continue
		cp "$cases/$name.sh" "$extra/cases/"
		words module "$name" | while read -r file; do
			put_target "$modules/$file" || not_ok "$kernel: $name: $file"
		done
		words with "$name" | while read -r other; do
			[ -e "$extra/modules/kpatch_$other.ko" ] || build "$other" kpatch ||
				not_ok "$kernel: $name: $other"
		done
		tried="$tried case_$name"
		[ ! -e "$extra/modules/klp_$name.ko" ] ||
			tried="$tried livepatch_$name"
	done
}

if [ $# -eq 0 ]; then
	mapfile -t all < <(basename -as .diff "$cases"/*.diff |
		sed "s/\\.$kernel$//" | grep -v '\.' | sort -u)
	set -- "${all[@]}"
fi
prepare || exit 1
for name; do
	try "$name" kpatch
	! grep -qx livepatch "$(file_of "$name" expect)" || try "$name" livepatch
done
tried=
put_cases "$@"
if [ -n "$tried" ]; then
	cp tests/builder/guest.sh "$extra/scenarios/builder.sh"
	[ -z "${CYCLES:-}" ] || echo "$CYCLES" >"$extra/cases/cycles"
	${CC:-cc} -O2 -Wall -Wextra -Werror -static -o "$extra/bin/calls" \
		tests/builder/calls.c || exit 1
	# shellcheck disable=SC2086 # scenarios are words
	EXTRA=$extra tests/boot/run.sh "$kernel" "$O/boot" $tried || failed=1
fi
exit "$failed"
