#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Get a kernel to boot and to build modules against.
#
#	kernel.sh KERNEL DIR
#
# KERNEL is one of Debian's, from its packages:
#	6.12-13				of Debian 13
#	7.3, 7.2 and so on		of Debian 13's backports
#	another series, as 6.12, 6.1,
#	6.12-rt or 6.12-cloud		of the suite that this machine's apt has
# or fp, debug or alone, built from Debian's source package. `alone` is built with
# the step in the place of objtool, and so are modules for it. Those of Debian 13
# come with its compiler, in DIR/../tools-trixie, whatever the machine runs. Makes
# DIR/vmlinuz, DIR/kdir (a link to the folder for `make -C`) and DIR/release.
# KERNEL `style` makes no kernel: DIR/src then has what checkpatch needs of the
# source, with KERNEL `livepatch` the kernel's own tests of livepatch, and with
# KERNEL `source` all of the source. Does nothing if all is there. DEBS names a
# folder that is looked into for packages before apt is asked.
set -eu

kernel=$1
dir=$2
here=$(cd "$(dirname "$0")" && pwd)

[ -e "$dir/done" ] && exit 0
# Who comes second waits for the first, rather than remove what it builds.
mkdir -p "$(dirname "$dir")"
exec 8>"$dir.lock"
flock 8
[ -e "$dir/done" ] && exit 0
rm -rf "$dir"
mkdir -p "$dir/debs"
dir=$(cd "$dir" && pwd)
suite=

# fetch PACKAGE...: their files into $dir/debs
fetch() {
	for package; do
		for deb in "${DEBS:-/nonexistent}/${package}"_*.deb; do
			[ -e "$deb" ] && ln -sf "$deb" "$dir/debs/"
		done
		if ! ls "$dir/debs/${package}"_*.deb >/dev/null 2>&1; then
			(cd "$dir/debs" && apt-get -q \
				-o APT::Sandbox::User=root download "$package")
		fi
	done
}

# image_of SERIES[-FLAVOUR]: its newest package. Since 7.0 the package named
# linux-image-* has another hold what it is made of.
image_of() {
	name=$("$here/images.sh" "$1" | tail -n 1)
	binary=linux-binary-${name#linux-image-}
	[ -z "$name" ] || [ -z "$(apt-cache pkgnames "$binary")" ] || name=$binary
	echo "$name"
}

# of_suite CODENAME: what follows comes from there
of_suite() {
	suite=$1
	beside=$(dirname "$dir")
	"$here/suite.sh" "$suite" "$beside/apt-$suite"
	export APT_CONFIG="$beside/apt-$suite/apt.conf"
}

# Depends of PACKAGE that match REGEX; taken from the file
depends() {
	dpkg-deb -f "$dir"/debs/"$1"_*.deb Depends | tr ',' '\n' |
		sed 's/^ *//; s/ .*//' | grep -E -x "$2"
}

# needs_own_library PROGRAM: does this machine's C library not do?
needs_own_library() {
	ldd "$1" 2>&1 | grep -q 'not found'
}

# use_tools KDIR COMPILER: that suite's compiler, and its library for the
# programs of the kernel's packages
use_tools() {
	tools=$beside/tools-$suite
	"$here/tools.sh" "$2" "$tools"
	sed -i "s|^override CROSS_COMPILE = |&$tools/bin/|" "$1/.kernelvariables"
	find "$dir"/unpacked/usr/lib/linux-kbuild-* -type f -perm -100 |
		while read -r program; do
			needs_own_library "$program" || continue
			mv "$program" "$program.bin"
			printf '#!/bin/sh\nexec %s %s %s "$@"\n' "$tools/run" \
				"$program" "$program.bin" >"$program"
			chmod +x "$program"
		done
}

# debian SERIES[-FLAVOUR]
debian() {
	image=$(image_of "$1")
	[ -n "$image" ] || {
		echo "$0: apt knows no kernel image of $1; run apt-get update" >&2
		exit 1
	}
	release=${image#linux-*-}
	headers=linux-headers-$release
	fetch "$image" "$headers"
	# since 7.0 they have a package of their own
	case $image in
	linux-binary-*) fetch "linux-modules-$release" ;;
	esac
	common=$(depends "$headers" 'linux-headers-.*-common(-rt)?')
	kbuild=$(depends "$headers" 'linux-kbuild-.*')
	fetch "$common" "$kbuild"

	mkdir "$dir/unpacked"
	for deb in "$dir"/debs/*.deb; do
		dpkg-deb -x "$deb" "$dir/unpacked"
	done
	kdir=$dir/unpacked/usr/src/$headers
	# It names folders by the place they would be installed to.
	sed -i -E "s;(include |=)/usr/src/;\1$dir/unpacked/usr/src/;" \
		"$kdir/Makefile"
	[ -z "$suite" ] || use_tools "$kdir" "$(depends "$headers" 'gcc-[0-9]+.*')"
	# Type data for modules is made from it, by a program we do without.
	rm -f "$kdir/vmlinux"
	ln -s "unpacked/usr/src/$headers" "$dir/kdir"
	for place in "boot/vmlinuz-$release" "usr/lib/modules/$release/vmlinuz"; do
		[ ! -e "$dir/unpacked/$place" ] ||
			ln -s "unpacked/$place" "$dir/vmlinuz"
	done
	[ -e "$dir/vmlinuz" ] || {
		echo "$0: $image has no vmlinuz where one is looked for" >&2
		exit 1
	}
	# Since Debian 13 everything is below usr/.
	[ -e "$dir/unpacked/lib" ] || ln -s usr/lib "$dir/unpacked/lib"
	echo "$release" >"$dir/release"
}

# unpack_source [PATTERN...]: Debian's 6.12 source, all of it or what fits
unpack_source() {
	fetch linux-source-6.12
	dpkg-deb -x "$dir"/debs/linux-source-6.12_*.deb "$dir/unpacked"
	mkdir "$dir/src"
	tar -C "$dir/src" --strip-components=1 --wildcards \
		-xf "$dir"/unpacked/usr/src/linux-source-6.12.tar.xz "$@"
	rm -rf "$dir/unpacked"
}

# checkpatch knows a kernel's top folder by what lies there.
style() {
	unpack_source --no-wildcards-match-slash 'linux-source-*/scripts' \
		'linux-source-*/include' 'linux-source-*/Kbuild' \
		'linux-source-*/Makefile' 'linux-source-*/COPYING' \
		'linux-source-*/CREDITS' 'linux-source-*/MAINTAINERS' \
		'linux-source-*/README'
	for name in arch Documentation drivers fs init ipc kernel lib; do
		mkdir -p "$dir/src/$name"
	done
}

# For tests/boot/livepatch.sh.
livepatch() {
	unpack_source 'linux-source-*/tools/testing/selftests/livepatch'
}

# built CONFIG [VARIABLE=VALUE...]: that source, configured by CONFIG
built() {
	config=$1
	shift
	unpack_source
	"$here/build-kernel.sh" "$dir/src" "$dir/kdir" "$config" "$@"
	ln -s kdir/arch/x86/boot/bzImage "$dir/vmlinuz"
	make -s -C "$dir/kdir" kernelrelease | tail -n 1 >"$dir/release"
}

# The step as it is now does what kbuild asks of objtool. kbuild makes objtool
# all the same, and nobody calls it.
alone() {
	step=$dir/objtool
	cp "${O:-build}/stackcheck-kbuild" "$dir/step"
	printf '#!/bin/sh\nSTACKCHECK_OBJTOOL=none exec %s "$@"\n' \
		"$dir/step" >"$step"
	chmod +x "$step"
	built "$here/alone.config" objtool="$step"
	ln -sf "$step" "$dir/kdir/tools/objtool/objtool"
}

case $kernel in
6.12-13) of_suite trixie
	debian 6.12 ;;
7.*)	of_suite trixie
	debian "$kernel" ;;
[0-9]*.*) debian "$kernel" ;;
fp | debug) built "$here/$kernel.config" ;;
alone)	alone ;;
style)	style ;;
livepatch) livepatch ;;
source)	unpack_source ;;
*)	echo "$0: $kernel: not a series as 6.12, 6.12-rt or 6.12-cloud, nor 6.12-13, 7.3, fp, debug, alone, style, livepatch or source" >&2
	exit 2 ;;
esac
touch "$dir/done"
