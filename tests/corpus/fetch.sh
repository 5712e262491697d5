#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Get Debian's newest 6.12 kernel package for amd64, unpack it without
# installing it, and print the folder of its modules. Cached in build/corpus.
# Not downloaded where the boot tests have done so (tests/boot/kernel.sh).
# SC_CORPUS=DIR names a folder with an unpacked kernel to use instead.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -n "${SC_CORPUS:-}" ]; then
	echo "$SC_CORPUS"
	exit 0
fi
cache=build/corpus
mkdir -p "$cache"

# 6.12 where there is one, else the newest of what the machine knows
choose() {
	local name
	name=$(tests/boot/images.sh 6.12 | tail -n 1)
	[ -n "$name" ] || name=$(tests/boot/images.sh | tail -n 1)
	echo "$name"
}

done_file=$cache/.unpacked
if [ -f "$done_file" ]; then
	echo "$cache/$(cat "$done_file")"
	exit 0
fi
package=$(choose)
if [ -z "$package" ]; then
	as_root=()
	[ "$(id -u)" -eq 0 ] || as_root=(sudo)
	"${as_root[@]}" apt-get update >&2
	package=$(choose)
fi
[ -n "$package" ] || {
	echo "no linux-image package for amd64 is known to apt" >&2
	exit 1
}
rm -rf "${cache:?}/$package" "$cache"/*.deb
if ! cp build/boot/kernels/6.12/debs/"$package"_*.deb "$cache" 2>/dev/null; then
	echo "fetching $package" >&2
	(cd "$cache" &&
		apt-get -o APT::Sandbox::User=root download "$package" >&2)
fi
dpkg-deb -x "$cache/$package"_*.deb "$cache/$package"
rm -f "$cache/$package"_*.deb
# Since Debian 13 everything is below usr/.
[ -e "$cache/$package/lib" ] || ln -s usr/lib "$cache/$package/lib"
echo "$package" >"$done_file"
echo "$cache/$package"
