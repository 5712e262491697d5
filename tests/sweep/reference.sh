#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Get the newest objdump there is, Debian unstable's, to run beside this machine's.
#
#	reference.sh DIR
#
# Makes DIR/objdump. Nothing is installed; apt's own state is left alone. It runs
# with the C library of that suite. MIRROR names another mirror. Does nothing if
# it is there; remove DIR to get a newer one.
set -eu

mkdir -p "$1"
dir=$(cd "$1" && pwd)
keys=/usr/share/keyrings/debian-archive-keyring.gpg
tool=x86_64-linux-gnu-objdump

[ -e "$dir/done" ] && exit 0
exec 7>"$dir/lock"
flock 7
[ -e "$dir/done" ] && exit 0

mirror=${MIRROR:-$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' \
	'Created-By: Packages' 'Origin: Debian' |
	sed -n 's/^Debian //p' | head -n 1)}
[ -n "$mirror" ] || {
	echo "$0: apt knows no mirror of Debian; run apt-get update, or set" \
		"MIRROR" >&2
	exit 1
}
[ -e "$keys" ] || {
	echo "$0: no $keys; install debian-archive-keyring" >&2
	exit 1
}

mkdir -p "$dir/lists/partial" "$dir/debs/partial" "$dir/root"
: >"$dir/status"
echo "deb [signed-by=$keys] $mirror unstable main" >"$dir/sources.list"
cat >"$dir/apt.conf" <<END
Dir::State::Lists "$dir/lists";
Dir::State::status "$dir/status";
Dir::Cache "$dir";
Dir::Cache::archives "$dir/debs";
Dir::Etc::sourcelist "$dir/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Architecture "amd64";
APT::Architectures "amd64";
APT::Sandbox::User "root";
Acquire::Languages "none";
Debug::NoLocking "1";
END
export APT_CONFIG="$dir/apt.conf"
apt-get -q update >&2
apt-get -q -y -d --no-install-recommends install binutils-x86-64-linux-gnu >&2
for deb in "$dir"/debs/*.deb; do
	dpkg-deb -x "$deb" "$dir/root"
done
rm -rf "$dir/debs" "$dir/lists" "$dir"/*.bin

loader=$(find "$dir/root" -name 'ld-linux-x86-64.so.2' -type f | head -n 1)
libraries=$dir/root/usr/lib/x86_64-linux-gnu
cat >"$dir/objdump" <<END
#!/bin/sh
exec $loader --library-path $libraries $dir/root/usr/bin/$tool "\$@"
END
chmod +x "$dir/objdump"
"$dir/objdump" --version >/dev/null
touch "$dir/done"
