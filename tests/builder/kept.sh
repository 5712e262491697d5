#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Forms of an object that are kept in the cache: a second build of the same source
# takes them, and its module is the same, byte for byte.
#
#	kept.sh [KERNEL]
#
# KERNEL is 6.12 if nothing else is said. KPATCH_CACHE as for run.sh; what is kept
# there of two objects is removed first.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/builder/lib.sh

set_up "${1:-6.12}" tests/builder/cases "$O/tests/kept-${1:-6.12}" || exit 1
prepare || exit 1
top=$(realpath "$cache/kernels/$release"-*)
rm -f "$top"/forms-*/fs/proc/loadavg.o.* \
	"$top"/forms-*/crypto/asymmetric_keys/x509_cert_parser.o.*

# make_module RUN [OPTION...]: the module of the case warn, in $work/RUN
make_module() {
	mkdir -p "$work/$1"
	"$K" build --kernel="$release" --cache="$cache" --core="$core" \
		--name=kpatch_kept -o "$work/$1" --keep="$work/$1/keep" \
		"${@:2}" "$cases/warn.diff" >"$work/$1/log" 2>&1
}

# is_kept OBJECT: all that is kept of an object is there, and nothing unnamed
is_kept() {
	[ "$(echo "$top"/forms-*/"$1".*)" = \
		"$(echo "$top"/forms-*/"$1".{base,command,old,stock})" ]
}

is_absent() {
	! ls "$top"/forms-*/"$1".* >/dev/null 2>&1
}

# is_compiled RUN FILE...: the run made the files
is_compiled() {
	local file
	for file in "${@:2}"; do
		[ -e "$work/$1/keep/$file" ] || return 1
	done
}

is_taken() {
	! is_compiled "$1" obj/kpatch-env &&
		! is_compiled "$1" base/fs/proc/loadavg.o.log &&
		! is_compiled "$1" old/fs/proc/loadavg.o.log &&
		is_compiled "$1" {fixed,new}/fs/proc/loadavg.o.log
}

is_same() {
	cmp "$work/first/kpatch_kept.ko" "$work/$1/kpatch_kept.ko"
}

expect "a first build" make_module first
expect "compiles all" is_compiled first obj/kpatch-env \
	{base,fixed,old,new}/fs/proc/loadavg.o.log
expect "and keeps what is not changed" is_kept fs/proc/loadavg.o
expect "a second build, with one compiler at a time" make_module second --jobs=1
expect "takes it" is_taken second
expect "and gives the same" is_same second

# A copy of a cache has the paths of the first one in its commands: headers would
# be looked for there, and the change not be seen.
command=$(echo "$top"/forms-*/fs/proc/loadavg.o.command)
cp "$command" "$work/command"
sed -i "s|$top/source|$top.first/source|g" "$command"
expect "a build with a command of another cache" make_module copied
expect "compiles all" is_compiled copied obj/kpatch-env
expect "and gives the same" is_same copied
cp "$work/command" "$command"

# What cannot be made is as good as none
forms=$(echo "$top"/forms-*)
mv "$forms" "$top/set-aside"
touch "$forms"
expect "a build that can keep nothing" make_module third
rm "$forms"
mv "$top/set-aside" "$forms"
expect "compiles all" is_compiled third obj/kpatch-env
expect "and gives the same" is_same third

# edit FILE SCRIPT: $work/edited.diff changes it as sed's script does
edit() {
	mkdir -p "$work"/{a,b}/"$(dirname "$1")"
	cp "$top/source/$1" "$work/a/$1"
	sed "$2" "$work/a/$1" >"$work/b/$1"
	! (cd "$work" && diff -u "a/$1" "b/$1" >edited.diff)
}

build_edited() {
	"$K" build --kernel="$release" --cache="$cache" --core="$core" \
		--name=kpatch_kept -o "$work" "$@" "$work/edited.diff"
}

# make reads the commands of all objects of a folder when it compiles one.
build_beside() {
	rm -f "$top"/forms-*/fs/proc/uptime.o.*
	edit fs/proc/uptime.c 's/%02lu %lu/%02lu  %lu/' &&
		build_edited "$cases/warn.diff"
}

expect "another object beside one that is kept" build_beside

# The header that a build makes from ASN.1 is not kept, so nothing of it is.
build_nothing() {
	edit crypto/asymmetric_keys/x509_cert_parser.c \
		'1i/* one line more */' && build_edited
}

expect "an object with a header of its own" build_nothing
expect "is not kept" is_absent crypto/asymmetric_keys/x509_cert_parser.o
expect "so that it can be built again" build_nothing
exit "$failed"
