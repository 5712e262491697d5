#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `kpatch build` with hostile diffs, with damaged packages and without room on the
# disk: it says what is wrong, and leaves nothing behind.
#
#	hostile.sh [KERNEL]	6.12
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/builder/lib.sh

set_up "${1:-6.12}" tests/builder/cases "$O/tests/hostile" && prepare || exit 1
mkdir -p "$work/tmp" "$work/out" "$work/debs"
export TMPDIR=$work/tmp
good=tests/builder/cases/cmdline.diff

is_empty() {
	[ -z "$(ls -A "$1")" ] || { ls -A "$1"; return 1; }
}

# refused TEXT COMMAND...: it fails, by itself and soon, and says so in one line
refused() {
	local text=$1 code
	shift
	out=$(ulimit -t 60 && "$@" 2>&1)
	code=$?
	if [ "$code" -gt 0 ] && [ "$code" -lt 124 ] && grep -q -- "^kpatch: .*$text" <<<"$out"; then
		is_empty "$work/out" && is_empty "$TMPDIR"
	else
		echo "exit $code: ${out:0:2000}"
		return 1
	fi
}

# bad NAME TEXT: the diff on standard input is refused
bad() {
	cat >"$work/bad.diff"
	expect "$1" refused "$2" build_diff "$work/bad.diff" "$work/out"
}

# change OLD NEW: a diff that names the files so
change() {
	printf -- '--- %s\n+++ %s\n@@ -1 +1 @@\n-a\n+b\n' "$1" "$2"
}

# --- diffs

change a/../../etc/passwd b/../../etc/passwd | bad "a path that leaves the tree" '\.\.'
change /etc/passwd /etc/passwd | bad "an absolute path" 'the path is absolute'
printf 'diff --git a/fs/l b/fs/l\nnew file mode 120000\n--- /dev/null\n+++ b/fs/l\n@@ -0,0 +1 @@\n+/etc/passwd\n' |
	bad "a link is made" 'link'
printf 'diff --git a/fs/b b/fs/b\nindex 1..2 100644\nGIT binary patch\nliteral 1\nIc\n' |
	bad "a binary hunk" 'binary'
printf 'Binary files a/fs/b and b/fs/b differ\n' | bad "a binary file" 'binary\|changes no file'
printf 'diff --git a/fs/a.c b/fs/b.c\nsimilarity index 100%%\nrename from fs/a.c\nrename to fs/b.c\n' |
	bad "a file is renamed" 'renamed'
printf 'diff --git a/fs/open.c b/fs/open.c\nold mode 100644\nnew mode 100755\n' |
	bad "only a mode changes" 'no file'
sed 's/kpatch=1/kpatch\x00=1/' "$good" | bad "a NUL byte" 'NUL'
sed 's/$/\r/' "$good" | bad "lines that end with CR LF" 'convert it to LF'
head -c 11000000 /dev/zero | tr '\0' '\n' | cat "$good" - | bad "11 MB" 'MiB\|bytes\|large'
: | bad "an empty diff" 'no file'
printf 'not a diff\n' | bad "no diff" 'no file'
head -c 100000 /dev/urandom | bad "random bytes" 'NUL'
{ head -n 4 "$good"; printf '@@ -8,99999999 +8,99999999 @@\n a\n'; } |
	bad "a hunk of a hundred million lines" 'bad.diff:'
change a/fs/nowhere.c b/fs/nowhere.c | bad "a file that is not there" 'fs/nowhere.c'
change a/fs b/fs | bad "a folder" 'fs'
change "a/fs/proc/cmdline.c/x" "b/fs/proc/cmdline.c/x" | bad "a file as a folder" 'cmdline.c'
change "a/fs/\$(touch $work/out/x).c" "b/fs/\$(touch $work/out/x).c" |
	bad "a name that a shell would run" 'fs/'
expect "a folder in place of a diff" refused 'not a regular file' build_diff "$work" "$work/out"
expect "no such diff" refused 'No such file' build_diff "$work/none.diff" "$work/out"
expect "a device in place of a diff" refused '/dev/zero: not a regular' build_diff /dev/zero "$work/out"
truncate -s 20G "$work/bad.diff"
expect "20 GB" refused 'bad.diff: ' build_diff "$work/bad.diff" "$work/out"
expect "a name that is none of a module" refused 'characters that are not known' \
	build_diff "$good" "$work/out" --name='a b'


# --- told before the long work

# at_once TEXT OPTION...: nothing is compiled
at_once() {
	refused "$1" "$K" build --kernel="$release" --cache="$cache" "${@:2}" "$good" &&
		! grep -q compiling <<<"$out"
}
expect "a folder that is not there" at_once 'none: No such file.*-o names' \
	--core="$core" -o "$work/none"
expect "a kpatch.ko that is not there" at_once 'none.ko: No such file' \
	--core="$work/none.ko" -o "$work/out"

# --- packages

for deb in "$O/boot/kernels/$kernel/debs"/*.deb; do
	ln -s "$(realpath "$deb")" "$work/debs/"
done
# damaged PACKAGE COMMAND...: the command makes its file from that of the package
damaged() {
	local deb
	deb=$(echo "$work/debs/$1"_*.deb)
	"${@:2}" <"$deb" >"$work/new.deb"
	mv "$deb" "$work/kept.deb"
	mv "$work/new.deb" "$deb"
	expect "$1 after $2" refused "$1.*: " "$K" build --prepare --kernel="$release" \
		--packages="$work/debs" --cache="$work/cache"
	mv "$work/kept.deb" "$deb"
	expect "nothing of it is prepared" is_empty "$work/cache/kernels"
}

overwritten() {
	head -c 400000
	head -c 1000 >/dev/null
	head -c 1000 /dev/zero
	cat
}

damaged "linux-image-$release" head -c 5000000
damaged "linux-headers-$release" overwritten
damaged "linux-headers-$release" true
damaged "linux-headers-$release" head -c 60

# --- the disk

# on_small_disk SIZE COMMAND...: with a file system of that size at small/
on_small_disk() {
	mkdir -p "$work/small"
	# shellcheck disable=SC2016 # the shell that is started expands them
	unshare -m sh -c 'mount -t tmpfs -o "size=$1" none "$2" && shift 2 &&
		"$@"' sh "$1" "$work/small" "${@:2}"
}

# The functions of this file are not known to a program that unshare starts.
full_disk() {
	on_small_disk "$1" env TMPDIR="${tmp:-$work/small}" "$K" build --kernel="$release" \
		--cache="${into:-$cache}" --core="$core" -o "${out:-$work/out}" "${@:2}"
}

if [ "$(id -u)" -eq 0 ]; then
	expect "no room for objects" refused 'disk is full\|No space left' \
		full_disk 200k "$good"
	tmp=$TMPDIR out=$work/small \
		expect "no room for the module" refused 'No space left' full_disk 8k "$good"
	into=$work/small/cache \
		expect "no room for a kernel" refused 'the disk has only . MB left' \
		full_disk 8m --prepare
else
	echo "# full disks: only root can make small ones"
fi
rm -rf "$work"
exit "$failed"
