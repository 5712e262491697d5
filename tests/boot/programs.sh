#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Get programs of another suite of Debian, which need not run on this machine's C
# library: they run on their own.
#
#	programs.sh PACKAGE DIR
#
# apt is asked by the configuration in APT_CONFIG (suite.sh). Makes DIR/unpacked,
# with PACKAGE and all that it depends on, and DIR/run: `run NAME PROGRAM
# ARGUMENT...` runs a program of it, which is told that it is called NAME.
set -eu

dir=$(cd "$2" && pwd)
unpacked=$dir/unpacked
rm -rf "$unpacked" "$dir/debs"
mkdir -p "$unpacked" "$dir/debs/partial"

apt-get -q -y -d --no-install-recommends \
	-o Dir::Cache::archives="$dir/debs" -o Debug::NoLocking=1 \
	install "$1" >&2
for deb in "$dir"/debs/*.deb; do
	dpkg-deb -x "$deb" "$unpacked"
done
rm -rf "$dir/debs"

# Where they lie is the suite's to say.
loader=$(find "$unpacked" -name 'ld-linux-x86-64.so.2' | sort | head -n 1)
libraries=$(dirname "$(find "$unpacked" -name libc.so.6 | sort | head -n 1)")
[ -n "$loader" ] && [ "$libraries" != . ] || {
	echo "$0: $1 came without a C library" >&2
	exit 1
}
cat >"$dir/run" <<END
#!/bin/sh
name=\$1
shift
exec $loader --library-path $libraries --argv0 "\$name" "\$@"
END
chmod +x "$dir/run"
