#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `kpatch build` from diffs to modules, and these in the kernel.
#
#	run.sh [KERNEL [CASE...]]
#
# KERNEL is 6.12 if nothing else is said; without cases: all. A case is, in
# tests/builder/cases,
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
#	CASE.sh		what is tried in the kernel, see guest.sh
# All are built first; then the kernel is booted once, and has each that has a
# CASE.sh. KPATCH_CACHE names the folder with the prepared kernel; without it,
# one is prepared below the build folder, with packages from apt.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

kernel=${1:-6.12}
[ $# -eq 0 ] || shift
K=$(realpath "$O/kpatch")
cases=tests/builder/cases
work=$(realpath -m "$O/tests/builder-$kernel")
cache=${KPATCH_CACHE:-$(realpath -m "$O/builder/cache")}
extra=$work/extra
rm -rf "$work"
mkdir -p "$work" "$extra/modules" "$extra/cases" "$extra/scenarios" "$extra/bin"

tests/boot/kernel.sh "$kernel" "$O/boot/kernels/$kernel" || {
	echo "not ok $kernel: packages"
	exit 1
}
release=$(cat "$O/boot/kernels/$kernel/release")
modules=$(realpath "$O/boot/kernels/$kernel/unpacked/lib/modules/$release")

# Once; a second time it only looks
prepare() {
	"$K" build --prepare --kernel="$release" --cache="$cache" \
		--packages="$O/boot/kernels/$kernel/debs"
}

# words KIND CASE: what follows KIND in its expectations
words() {
	sed -n "s/^$1 //p" "$cases/$2.expect"
}

# change_source CASE: a source of links, but for one file; prints its folder
change_source() {
	local folder=$work/$1.source file script top at entry
	read -r file script < <(words source "$1")
	top=$(realpath "$cache/kernels/$release"-*/source)
	at=$(dirname "$file")
	mkdir -p "$folder/$at"
	sed "$script" "$top/$file" >"$folder/$file"
	while :; do
		for entry in "$top/$at"/*; do
			[ -e "$folder/$at/${entry##*/}" ] ||
				ln -s "$entry" "$folder/$at/"
		done
		[ "$at" != . ] || break
		at=$(dirname "$at")
	done
	! cmp -s "$top/$file" "$folder/$file" && echo "$folder"
}

# build_outside CASE: an out-of-tree module, into the initrd as well; prints the
# folder of its source
build_outside() {
	local folder=$work/$1.outside name file script
	name=kt_$(words outside "$1")
	[ ! -e "$work/$1.sum" ] || { echo "$folder" && return; }
	cp -r "tests/builder/$(words outside "$1")" "$folder" &&
		make -s -C "$O/boot/kernels/$kernel/kdir" M="$folder" modules \
			>"$work/$1.make" 2>&1 &&
		put_target "$folder/$name.ko" || return 1
	while read -r file script; do
		sed -i "$script" "$folder/$file"
	done < <(words stale "$1")
	sum_folder "$folder" >"$work/$1.sum"
	echo "$folder"
}

# sum_folder FOLDER: one for all that is in it
sum_folder() {
	(cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
}

# build CASE FORMAT: its module into the initrd, what is reported beside it
build() {
	local option=() folder
	if grep -q '^source ' "$cases/$1.expect"; then
		option=(--source="$(change_source "$1")") || return 1
	fi
	if grep -q '^outside ' "$cases/$1.expect"; then
		folder=$(build_outside "$1") || return 1
		option=(--module-source="$folder"
			--module="$folder/kt_$(words outside "$1").ko")
	fi
	case $2 in
	kpatch)	option+=(--core="$core" --name="kpatch_$1") ;;
	*)	option+=(--format="$2" --name="klp_$1") ;;
	esac
	"$K" build --kernel="$release" --cache="$cache" -o "$extra/modules" \
		"${option[@]}" "$cases/$1.diff" >"$log" 2>&1
}

# What kpatch said, in lines as those of CASE.expect
reported() {
	sed -n -E '/ is built; load it/d
		s/^([a-z0-9_]+:[A-Za-z0-9_.]+): .*/function \1/p
		s/^kpatch: warning: .*/warning/p
		s/^the diffs change no code.*/nothing/p' "$log" | sort
}

# as_expected CASE: does the report say what it should?
as_expected() {
	local text
	while read -r text; do
		grep -Eq "^kpatch: .*$text" "$log" || {
			echo "no line matches $text"
			return 1
		}
	done < <(words refused "$1"; words warning "$1")
	diff <(sed -E '/^(refused|source|outside|stale|module) /d; /^livepatch$/d; s/^warning .*/warning/' \
		"$cases/$1.expect" | sort) <(reported)
}

# left_alone CASE: nothing was written to the source of an out-of-tree module
left_alone() {
	[ ! -e "$work/$1.sum" ] ||
		sum_folder "$work/$1.outside" | diff "$work/$1.sum" -
}

# try CASE FORMAT: the report is shown if it is another
try() {
	local started=$EPOCHREALTIME code want=0 out
	log=$work/$1.$2.log
	build "$1" "$2"
	code=$?
	echo "# $1, $2: built in $(bc <<<"$EPOCHREALTIME - $started") s"
	! grep -q '^refused ' "$cases/$1.expect" || want=3
	if [ $code -eq $want ] && out=$(as_expected "$1" 2>&1) &&
		left_alone "$1"; then
		ok "$kernel: $1, $2: the report"
	else
		sed 's/^/    /' "$log" <<<"${out-}"
		not_ok "$kernel: $1, $2: the report: exit $code"
	fi
}

# put_target FILE: a module, with a trust table, into the initrd
put_target() {
	local file
	file=$extra/modules/$(basename "$1")
	if [ -e "$1.xz" ]; then
		xz -dc "$1.xz" >"$file"
	else
		cp "$1" "$file"
	fi || return 1
	# the signature goes
	"$SC" trust --embed "$file" -o "$file.new" >>"$work/trust.log" 2>&1
	[ $? -le 1 ] && mv "$file.new" "$file"
}

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
		tried="$tried case_$name"
		[ ! -e "$extra/modules/klp_$name.ko" ] ||
			tried="$tried livepatch_$name"
	done
}

if [ $# -eq 0 ]; then
	set -- "$cases"/*.diff
	set -- "${@##*/}"
	set -- "${@%.diff}"
fi
expect "$kernel: prepared" prepare
[ "$failed" -eq 0 ] || exit 1
core=$(tests/boot/run.sh "$kernel" "$O/boot" --modules) || exit 1
for name; do
	try "$name" kpatch
	! grep -qx livepatch "$cases/$name.expect" || try "$name" livepatch
done
tried=
put_cases "$@"
if [ -n "$tried" ]; then
	cp tests/builder/guest.sh "$extra/scenarios/builder.sh"
	${CC:-cc} -O2 -Wall -Wextra -Werror -static -o "$extra/bin/calls" \
		tests/builder/calls.c || exit 1
	# shellcheck disable=SC2086 # scenarios are words
	EXTRA=$extra tests/boot/run.sh "$kernel" "$O/boot" $tried || failed=1
fi
exit "$failed"
