#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `kpatch build --prepare` for Debian's newest kernel of a series: what it makes,
# that a second run does nothing, that two at once and one after another was killed
# make the same, and that what cannot be had is refused by name. Packages come from
# apt, once. SERIES is 6.12 if nothing else is said; DEBS names a folder that is
# looked into for packages first.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

K=$(realpath "$O/kpatch")
series=${SERIES:-6.12}
work=$(realpath -m "$O/tests/prepare")
debs=$(realpath -m "$O/builder-debs")
cache=$work/cache
rm -rf "$work"
mkdir -p "$work" "$debs"

# fetch PACKAGE[=VERSION]: its file, unless it is there
fetch() {
	local deb
	for deb in "${DEBS:-/nonexistent}/${1%%=*}"_*.deb; do
		[ ! -e "$deb" ] || ln -sf "$(realpath "$deb")" "$debs/"
	done
	ls "$debs/${1%%=*}"_*.deb >/dev/null 2>&1 ||
		(cd "$debs" && apt-get -q -o APT::Sandbox::User=root download "$1")
}

# The packages that apt-cache names as needed by the headers, as kernel.sh does
needed() {
	apt-cache show "linux-headers-$release" | sed -n 's/^Depends: //p' |
		head -n 1 | tr ',' '\n' | sed 's/^ *//; s/ .*//' |
		grep -E '^linux-(headers-.*-common(-rt)?|kbuild-.*)$'
}

image=$(tests/boot/images.sh "$series" | tail -n 1)
release=${image#linux-image-}
version=$(apt-cache show "$image" | sed -n 's/^Version: //p' | head -n 1)
for package in "$image" "linux-headers-$release" $(needed) \
	"linux-source-$series=$version"; do
	fetch "$package" || exit 1
done

# prepare CACHE [OPTION...]
prepare() {
	"$K" build --prepare --kernel="$release" --packages="$debs" \
		--cache="$1" "${@:2}"
}

# The folder of the kernel in a cache; fails unless there is just one
folder_of() {
	local found=("$1"/kernels/"$release"-*)
	[ ${#found[@]} -eq 1 ] && [ -d "${found[0]}" ] && echo "${found[0]}"
}

# Nothing is left of a run but the kernel itself
is_tidy() {
	[ -z "$(find "$1/kernels" -mindepth 1 -maxdepth 1 -name '.*')" ] &&
		[ -z "$(ls -A "$1/packages")" ] &&
		[ "$(ls "$1"/kernels/*/debs | wc -l)" -eq 1 ] &&
		folder_of "$1"
}

is_whole() {
	local top file
	top=$(folder_of "$1") || return 1
	for file in vmlinuz source/fs/readdir.c source/include/linux/fs.h \
		source/arch/x86/kernel/process.c source/net/core/dev.c \
		source/drivers/net/Makefile source/scripts/Makefile.build includes-1 \
		"unpacked/usr/src/linux-headers-$release/.config" \
		"unpacked/usr/src/linux-headers-$release/scripts/basic/fixdep" \
		modules/kernel/fs/ext4; do
		[ -e "$top/$file" ] || { echo "no $file"; return 1; }
	done
	[ ! -e "$top/source/Documentation" ] && [ ! -e "$top/source/arch/arm64" ]
}

# Its size on disk is at most this many MB
is_small() {
	local size
	size=$(du -sm "$1" | cut -f 1)
	echo "$size MB"
	[ "$size" -le 600 ]
}

# The makefile of the headers leads to what was unpacked, wherever it is
makefile_leads() {
	local headers
	headers=$(folder_of "$1")/unpacked/usr/src/linux-headers-$release
	[ "$(make -s -C "$headers" kernelrelease | tail -n 1)" = "$release" ]
}

# The sums of all files, without the paths of this cache
sums_of() {
	(cd "$(folder_of "$1")" && find . -type f ! -name Makefile -print0 |
		sort -z | xargs -0 sha256sum)
}

has_same_files() {
	diff <(sums_of "$1") <(sums_of "$2") >"$work/diff"
}

two_at_once() {
	local a b
	prepare "$1" >"$work/a" 2>&1 &
	a=$!
	prepare "$1" >"$work/b" 2>&1 &
	b=$!
	wait "$a" && wait "$b"
}

# One of the two made it, and the other found it
one_waited() {
	cat "$work/a" "$work/b"
	[ "$(cat "$work/a" "$work/b" | grep -c 'another run prepares it')" -eq 1 ] &&
		[ "$(cat "$work/a" "$work/b" | grep -c ': it is prepared$')" -eq 1 ]
}

# killed_at PATH: a run is killed as soon as its folder has PATH
killed_at() {
	local pid left=$cache.killed/kernels/.$release.new
	prepare "$cache.killed" >"$work/killed" 2>&1 &
	pid=$!
	until [ -e "$left/$1" ] || ! kill -0 "$pid"; do
		sleep 0.05
	done
	kill -KILL "$pid" && ! wait "$pid" 2>/dev/null && [ -e "$left" ] &&
		! ls -d "$cache.killed/kernels/$release"-* 2>/dev/null
}

echo "# $release"
time=$SECONDS
expect "a kernel is prepared" prepare "$cache"
echo "# $((SECONDS - time)) s"
expect "the folder has what it should" is_whole "$cache"
expect "it is small" is_small "$cache"
echo "# $(du -sm "$cache" | cut -f 1) MB"
expect "nothing is left behind" is_tidy "$cache"
expect "the headers' makefile works there" makefile_leads "$cache"
expect_line "a second run finds it" ': it is prepared$' prepare "$cache"
expect "the result as JSON is valid" /usr/bin/python3 \
	tests/schema/check_schema.py Documentation/schema/kpatch.schema.json \
	<(prepare "$cache" --json)

for at in debs image unpacked source/fs; do
	expect "a run is killed at $at" killed_at "$at"
done
expect "the next run makes it" prepare "$cache.killed"
expect "with the same files" has_same_files "$cache" "$cache.killed"
expect "and nothing is left behind" is_tidy "$cache.killed"
rm -rf "$cache.killed"

expect "two runs at once both succeed" two_at_once "$cache.two"
expect "one waits for the other" one_waited
expect "the files are the same" has_same_files "$cache" "$cache.two"
expect "nothing is left behind by two" is_tidy "$cache.two"
rm -rf "$cache.two"

# What a prepared kernel gets later. Files of a run that did not end are written
# again, and those of other parts, too.
source=$(folder_of "$cache")/source
get() {
	"$O/tests/builder/get_source" "$(folder_of "$cache")" "$@" </dev/null
}
is_got() {
	local out
	out=$(get fs/readdir.c drivers/none/a.c) && [ -z "$out" ] &&
		[ ! -e "$source/drivers/char/mem.c" ] || return 1
	echo damaged >"$source/drivers/char/mem.c"
	touch "$source/../parts/broken"
	get drivers/char/mem.c && grep -q include "$source/drivers/char/mem.c" &&
		[ ! -e "$source/../parts/broken" ] &&
		[ ! -e "$source/drivers/char/agp/intel-agp.c" ]
}
expect "source of a driver is got" is_got
expect "it is got once" test -z "$(get drivers/char/random.c)"

# radeon has a program that the build makes and runs. Its source is got too.
radeon=drivers/gpu/drm/radeon
has_program() {
	"$K" build --match --kernel="$release" --cache="$cache" \
		$radeon/evergreen_cs.c && [ -e "$source/$radeon/mkregtable.c" ]
}
expect "sources of programs are got with a list of files" has_program

# Registers of amdgpu are 450 MB. They go with their last user.
amd=drivers/gpu/drm/amd/amdgpu/amdgpu_drv.c
has_registers() {
	[ -n "$(find "$source/drivers/gpu/drm/amd/include/asic_reg" -type f \
		-print -quit)" ] && [ -e "$source/$amd" ]
}
is_limited() {
	local pid
	mkfifo "$work/wait"
	"$O/tests/builder/get_source" "$(folder_of "$cache")" "$amd" \
		<"$work/wait" >"$work/got" &
	pid=$!
	exec 8>"$work/wait"
	until [ -s "$work/got" ] && has_registers; do
		kill -0 "$pid" || return 1
		sleep 0.2
	done
	get "$amd" || return 1
	has_registers || { echo "another run took away what is in use"; return 1; }
	exec 8>&-
	wait "$pid" && ! has_registers && [ -e "$source/fs/readdir.c" ] &&
		[ -e "$source/drivers/base/base.h" ] && is_small "$cache"
}
expect "what is added goes again at the limit" is_limited

# What apt-get has given is not asked for again. This one gives one package, and
# then breaks off.
mkdir "$work/bin"
cat >"$work/bin/apt-get" <<END
#!/bin/sh
for package; do :; done
package=\${package%%=*}
echo "\$package" >>"$work/asked"
[ "\$(wc -l <"$work/asked")" -gt 1 ] || exec cp "$debs/\$package"_*.deb .
echo part >"\$package.deb"
exit 100
END
chmod +x "$work/bin/apt-get"
broken_off() {
	! PATH=$work/bin:$PATH "$K" build --prepare --kernel="$release" \
		--cache="$cache.apt" 2>"$work/broken" &&
		grep 'linux-headers-.* could not be downloaded; apt-get: exit code 100' "$work/broken"
}
went_on() {
	[ "$(wc -l <"$work/asked")" -eq 3 ] &&
		[ "$(sed -n 2p "$work/asked")" = "$(sed -n 3p "$work/asked")" ] &&
		[ "$(ls "$cache.apt/packages" | wc -l)" -eq 1 ] &&
		[ -z "$(ls -A "$cache.apt/kernels")" ]
}
expect "a download breaks off" broken_off
expect "it does so again" broken_off
expect "what came whole is not got again" went_on

# What cannot be had
mkdir "$work/damaged"
for deb in "$debs"/*.deb; do
	ln -s "$(realpath "$deb")" "$work/damaged/$(basename "$deb")"
done
bad=$work/damaged/$(basename "$debs/linux-headers-$release"_*.deb)
cp --remove-destination "$(realpath "$bad")" "$bad.copy"
printf 'x' >>"$bad.copy"
mv -f "$bad.copy" "$bad"
expect_line "a package with other bytes is refused" 'SHA256' \
	"$K" build --prepare --kernel="$release" --packages="$work/damaged" \
	--cache="$cache.bad"
expect_line "a release that nobody has is refused" \
	'linux-image-6.12.0-none: neither apt nor dpkg' \
	"$K" build --prepare --kernel=6.12.0-none --cache="$cache.bad"
expect_exit "a patch beside --prepare is refused" 2 prepare "$cache" a.diff
rm -rf "$work"
exit "$failed"
