#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What a user of another Debian does first, in a clean system of it: the demo, and
# the fast tests. It takes an hour or more, needs root, and leaves nothing but
# packed systems and packages in build/systems.
#
#	run.sh [SUITE...]	trixie (Debian 13); also bookworm, sid
#
# TARGETS are what make is asked for there: "demo check kmod". MAKEARGS are variables
# for it, as WERROR=0 for the compiler of sid.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/systems/lib.sh

targets=${TARGETS:-demo check kmod}

# try SUITE DIR: inside the namespaces
try() {
	local suite=$1 dir=$2 target failed=0
	make_root "$suite" "$dir" && mount_root "$suite" "$dir" || return 1
	put_sources "$dir/srv/stackcheck" || return 1
	in_root "$dir" apt-get update -qq || return 1
	# What the first line of every README takes for granted.
	in_root "$dir" apt-get install -qq -y --no-install-recommends make git \
		>/dev/null || return 1
	for target in $targets; do
		echo "== $suite: make $target"
		# shellcheck disable=SC2046,SC2086 # words
		in_root "$dir" make -C /srv/stackcheck "$target" ${MAKEARGS:-} \
			$([ "$target" != kmod ] || kdir "$dir") || failed=1
	done
	return $failed
}

# The kernel that runs is this system's; so make is told of that one's headers.
kdir() {
	in_root "$1" apt-get install -qq -y --no-install-recommends \
		linux-headers-amd64 >/dev/null
	in_root "$1" sh -c 'echo KDIR=$(ls -d /usr/src/linux-headers-*-amd64 | tail -n 1)'
}

if [ "${1:-}" = --inside ]; then
	try "$2" "$3"
	exit
fi

[ "$(id -u)" -eq 0 ] || {
	echo "check-systems: only root can make a system" >&2
	exit 2
}
[ $# -gt 0 ] || set -- trixie
passed=0 failed=0
alone
for suite in "$@"; do
	dir=$(mktemp -d "$systems/$suite.XXXXXX")
	clean_up_at_end "$dir"
	if in_namespaces tests/systems/run.sh --inside "$suite" "$dir"; then
		echo "ok $suite"
		passed=$((passed + 1))
	else
		echo "not ok $suite"
		failed=$((failed + 1))
	fi
	end_with "$dir"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
