#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What is asked of apt: tests/boot/images.sh finds packages of kernel images among
# all names, as Debian has them in its releases and in between; tests/boot/mirror.sh
# finds where Debian is.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
make_work

cat >"$work/apt-cache" <<'END'
#!/bin/sh
# pkgnames PREFIX
grep "^$2" <<LIST
linux-image-6.1.0-9-amd64
linux-image-6.1.0-57-amd64
linux-image-6.1.0-57-rt-amd64
linux-image-6.1.0-0.deb11.28-amd64
linux-image-6.12.9-amd64
linux-image-6.12.9-cloud-amd64
linux-image-6.12.117+deb12-amd64
linux-image-6.12.117+deb12-amd64-unsigned
linux-image-6.12.117+deb12-amd64-dbg
linux-image-6.12.117+deb12-rt-amd64
linux-image-6.12.117+deb12-cloud-arm64
linux-image-6.13-amd64
linux-image-6.13~rc6-amd64
linux-image-7.3.4+deb13-amd64
linux-image-amd64
LIST
END
cat >"$work/apt-get" <<'END'
#!/bin/sh
# indextargets --format FORMAT FILTER...
echo 'Debian Backports|http://deb.example/backports'
echo 'Debian|http://deb.example/debian'
echo 'Debian|http://other.example/debian'
echo 'Debian-Security|http://deb.example/security'
END
chmod +x "$work/apt-cache" "$work/apt-get"
PATH=$work:$PATH

# finds EXPECTED ARGUMENT...: the newest last
finds() {
	local got
	got=$(tests/boot/images.sh "${@:2}" | sed 's/^linux-image-//' | paste -sd ' ')
	[ "$got" = "$1" ] || { echo "found: $got"; return 1; }
}

expect "of a series" finds "6.12.9-amd64 6.12.117+deb12-amd64" 6.12
expect "of one with a number behind a dash" \
	finds "6.1.0-0.deb11.28-amd64 6.1.0-9-amd64 6.1.0-57-amd64" 6.1
expect "of a flavour" finds "6.12.117+deb12-rt-amd64" 6.12-rt
expect "of a flavour that is not there" finds "" 7.3-rt
expect "of a series that is not there" finds "" 6.11
expect "a mirror, and not that of backports" \
	test "$(tests/boot/mirror.sh Debian)" = http://deb.example/debian
expect "that of security" \
	test "$(tests/boot/mirror.sh Debian-Security)" = http://deb.example/security
expect "one that is not there" test -z "$(tests/boot/mirror.sh Odd)"
expect "the newest series" finds 7.3 --series
exit "$failed"
