#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Make a configuration of apt for another suite of Debian than this machine's, and
# get what it has now. Packages that it had before may be gone.
#
#	suite.sh CODENAME DIR
#
# Then `APT_CONFIG=DIR/apt.conf apt-get download PACKAGE` gets that suite's
# packages, with its security updates and backports; `unstable` has neither. The
# machine's own apt is left alone; the mirrors are those that it uses. MIRROR and
# SECURITY name others.
set -eu

suite=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
keys=/usr/share/keyrings/debian-archive-keyring.gpg

exec 7>"$dir/lock"
flock 7

here=$(cd "$(dirname "$0")" && pwd)
main=${MIRROR:-$("$here/mirror.sh" Debian)}
security=${SECURITY:-$("$here/mirror.sh" Debian-Security)}
[ -n "$main" ] && [ -n "$security" ] || {
	echo "$0: apt knows no mirror of Debian and its security updates;" \
		"run apt-get update, or set MIRROR and SECURITY" >&2
	exit 1
}
[ -e "$keys" ] || {
	echo "$0: no $keys; install debian-archive-keyring" >&2
	exit 1
}

mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
: >"$dir/status"
echo "deb [signed-by=$keys] $main $suite main" >"$dir/sources.list"
[ "$suite" = unstable ] || cat >>"$dir/sources.list" <<END
deb [signed-by=$keys] $main $suite-backports main
deb [signed-by=$keys] $security $suite-security main
END
cat >"$dir/apt.conf" <<END
Dir::State::Lists "$dir/lists";
Dir::State::status "$dir/status";
Dir::Cache "$dir/cache";
Dir::Etc::sourcelist "$dir/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Architecture "amd64";
APT::Architectures "amd64";
APT::Sandbox::User "root";
Acquire::Languages "none";
END
APT_CONFIG=$dir/apt.conf apt-get -q update >&2
