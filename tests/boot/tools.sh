#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Get a compiler of another suite of Debian, which need not run on this machine's
# C library: it runs on its own.
#
#	tools.sh COMPILER DIR
#
# COMPILER is a package as `gcc-14`; apt is asked by the configuration in
# APT_CONFIG. Makes DIR/bin, where each tool has the name that a kernel's makefiles
# look for, and DIR/run: `run NAME PROGRAM ARGUMENT...` runs a program of that
# suite, which is told that it is called NAME.
set -eu

compiler=${1%-for-host}
mkdir -p "$2"
dir=$(cd "$2" && pwd)
root=$dir/root
triplet=x86_64-linux-gnu

[ -e "$dir/done" ] && exit 0
exec 7>"$dir/lock"
flock 7
[ -e "$dir/done" ] && exit 0
rm -rf "$root" "$dir/bin" "$dir/debs"
mkdir -p "$root" "$dir/bin" "$dir/debs/partial"

apt-get -q -y -d --no-install-recommends \
	-o Dir::Cache::archives="$dir/debs" -o Debug::NoLocking=1 \
	install "$compiler-x86-64-linux-gnu" >&2
for deb in "$dir"/debs/*.deb; do
	dpkg-deb -x "$deb" "$root"
done
rm -rf "$dir/debs"

cat >"$dir/run" <<END
#!/bin/sh
name=\$1
shift
exec $root/usr/lib64/ld-linux-x86-64.so.2 \\
	--library-path $root/usr/lib/$triplet --argv0 "\$name" "\$@"
END
chmod +x "$dir/run"

# wrap NAME PROGRAM [ARGUMENT]
wrap() {
	printf '#!/bin/sh\nexec %s %s %s %s "$@"\n' "$dir/run" "$2" "$2" "${3-}" \
		>"$dir/bin/$1"
	chmod +x "$dir/bin/$1"
}

# The compiler finds its parts by the folder of -B, before those that cannot run.
wrap $triplet-"$compiler" "$root/usr/bin/$triplet-$compiler" "-B$dir/bin/"
for part in cc1 collect2 lto1; do
	wrap $part "$root/usr/libexec/gcc/$triplet/${compiler#gcc-}/$part"
done
for tool in ar as ld ld.bfd nm objcopy objdump readelf strip; do
	wrap $tool "$root/usr/bin/$triplet-$tool"
	ln -s $tool "$dir/bin/$triplet-$tool"
done
"$dir/bin/$triplet-$compiler" --version >/dev/null
touch "$dir/done"
