#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The packages in clean systems: made in one; installed, used, removed and purged
# in another. It takes an hour or more, needs root, and leaves the packages in
# build/systems/deb-SUITE.
#
#	run.sh [SUITE...]	bookworm trixie
#
# PACKAGED=1 uses the packages of an earlier run.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/systems/lib.sh

# make_packages SUITE DIR: by `make deb`, which lints them by that system's rules
make_packages() {
	local suite=$1 dir=$2
	make_root "$suite" "$dir" && mount_root "$suite" "$dir" &&
		put_sources "$dir/srv/stackcheck" || return 1
	in_root "$dir" sh -c 'apt-get update -qq &&
		apt-get install -qq -y --no-install-recommends make git >/dev/null' &&
		in_root "$dir" make -C /srv/stackcheck deb \
			DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-}" || return 1
	rm -rf "$systems/deb-$suite"
	mkdir "$systems/deb-$suite"
	cp "$dir"/srv/stackcheck/build/deb/*.deb "$systems/deb-$suite/"
}

# use_packages SUITE DIR: what use.sh finds is on standard output
use_packages() {
	local suite=$1 dir=$2
	make_root "$suite" "$dir" && mount_root "$suite" "$dir" || return 1
	mkdir "$dir/srv/packages"
	cp "$systems/deb-$suite"/*.deb tests/packages/*.sh tests/modules/kp_cmdline.c tests/lib.sh \
		"$dir/srv/packages/"
	in_root "$dir" bash /srv/packages/use.sh install || failed=1
	boot "$dir/srv/packages/boot"
	in_root "$dir" bash /srv/packages/use.sh remove || failed=1
	return "$failed"
}

# boot DIR: the kernel of the system, with what was installed in it
boot() {
	: >"$1/result"
	timeout "${TIMEOUT:-900}" "${QEMU:-qemu-system-x86_64}" -accel tcg,thread=single \
		-cpu max -smp 2 -m 1G -display none -no-reboot -nodefaults \
		-serial "file:$1/console" -serial "file:$1/result" \
		-kernel "$1/vmlinuz" -initrd "$1/initrd" \
		-append "console=ttyS0 panic=-1 oops=panic no_timer_check"
	sed 's/\r$//' "$1/result"
	expect "booted: to the end" grep -q '^end' "$1/result"
	expect "booted: the patch is loaded" grep -q '^load 0' "$1/result"
	expect "booted: it is in use" grep -q '^cmdline kpatch=1' "$1/result"
	expect "booted: the kernel's table is used" grep -q '^vmlinux: 99\.' "$1/result"
	expect "booted: so is that of kpatch.ko" grep -q '^kpatch: 100\.00 %' "$1/result"
	expect "booted: the patch goes, and every frame must be proved" \
		grep -q '^unload 0' "$1/result"
	[ "$failed" -eq 0 ] || tail -n 40 "$1/console"
}

case ${1:-} in
--make | --use)
	"${1#--}_packages" "$2" "$3"
	exit
	;;
esac

[ "$(id -u)" -eq 0 ] || {
	not_ok "packages: only root can make a system"
	exit 1
}
[ $# -gt 0 ] || set -- bookworm trixie
alone

# step WHAT SUITE: in a system of its own
step() {
	local dir code=0
	dir=$(mktemp -d "$systems/$2.XXXXXX")
	clean_up_at_end "$dir"
	in_namespaces tests/packages/run.sh "--$1" "$2" "$dir" >"$systems/$1-$2.log" 2>&1 ||
		code=$?
	end_with "$dir"
	grep -E '^(not )?ok ' "$systems/$1-$2.log" | sed -E "s/^((not )?ok) /\1 $2: /"
	return $code
}

for suite in "$@"; do
	if [ -n "${PACKAGED:-}" ] || step make "$suite"; then
		ok "$suite: the packages are made, and lintian has nothing to say"
		step use "$suite" || not_ok "$suite: $systems/use-$suite.log"
	else
		tail -n 20 "$systems/make-$suite.log"
		not_ok "$suite: the packages; $systems/make-$suite.log"
	fi
done
exit "$failed"
