#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Get a compiler of another suite of Debian.
#
#	tools.sh COMPILER DIR
#
# COMPILER is a package as `gcc-14`; apt is asked by the configuration in
# APT_CONFIG. Makes DIR/bin, where each tool has the name that a kernel's makefiles
# look for, and what programs.sh makes.
set -eu

compiler=${1%-for-host}
mkdir -p "$2"
dir=$(cd "$2" && pwd)
unpacked=$dir/unpacked
here=$(cd "$(dirname "$0")" && pwd)
triplet=x86_64-linux-gnu

[ -e "$dir/done" ] && exit 0
exec 7>"$dir/lock"
flock 7
[ -e "$dir/done" ] && exit 0
rm -rf "$dir/bin"
mkdir -p "$dir/bin"
"$here/programs.sh" "$compiler-x86-64-linux-gnu" "$dir"

# wrap NAME PROGRAM [ARGUMENT]
wrap() {
	printf '#!/bin/sh\nexec %s %s %s %s "$@"\n' "$dir/run" "$2" "$2" "${3-}" \
		>"$dir/bin/$1"
	chmod +x "$dir/bin/$1"
}

# The compiler finds its parts by the folder of -B, before those that cannot run.
wrap $triplet-"$compiler" "$unpacked/usr/bin/$triplet-$compiler" "-B$dir/bin/"
for part in cc1 collect2 lto1; do
	wrap $part "$unpacked/usr/libexec/gcc/$triplet/${compiler#gcc-}/$part"
done
for tool in ar as ld ld.bfd nm objcopy objdump readelf strip; do
	wrap $tool "$unpacked/usr/bin/$triplet-$tool"
	ln -s $tool "$dir/bin/$triplet-$tool"
done
"$dir/bin/$triplet-$compiler" --version >/dev/null
touch "$dir/done"
