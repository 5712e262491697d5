# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Clean Debian systems in folders. Sourced with the repository as directory.
#
# What is mounted and what runs in such a system is in namespaces of its own. They
# end with the program that made them, however that ends. So no mount is ever left
# over, and no folder is removed through one.
systems=$(realpath -m "${O:-build}/systems")

# Until this program ends, no other makes systems here: apt in one would not wait
# for apt in the other, as they share the folder of packages.
alone() {
	mkdir -p "$systems"
	exec 9>"$systems/lock"
	flock -n 9 || {
		echo "another run makes systems in $systems; this one waits for it" >&2
		flock 9
	}
}

# in_namespaces COMMAND...: as the first process of them; it ends when this shell does
in_namespaces() {
	local code=0
	setpriv --pdeathsig KILL unshare --mount --pid --kill-child --propagation private \
		setsid -w "$@" </dev/null &
	namespace_pid=$!
	wait "$namespace_pid" || code=$?
	# Another program may have that number from now on.
	namespace_pid=
	return "$code"
}

# Kill what runs in the namespaces, and remove a folder that was made.
end_with() {
	local try
	[ -z "${namespace_pid:-}" ] || kill -KILL "$namespace_pid" 2>/dev/null
	# The last process may still be writing.
	for try in 1 2 3 4 5 6 7 8 9 10; do
		rm -rf --one-file-system "$@" 2>/dev/null && return
		sleep 1
	done
	rm -rf --one-file-system "$@"
}

# clean_up_at_end FOLDER...: also when this program is interrupted
clean_up_at_end() {
	# shellcheck disable=SC2064 # the folders of now
	trap "end_with ${*@Q}" EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
}

# sources SUITE: the lines of its apt sources
sources() {
	local main security
	main=$(tests/boot/mirror.sh Debian)
	security=$(tests/boot/mirror.sh Debian-Security)
	echo "deb $main $1 main"
	[ "$1" != sid ] || return 0 # it has nothing beside it
	echo "deb $main $1-updates main"
	[ -z "$security" ] || echo "deb $security $1-security main"
}

# Fill the folder DIR with the smallest system of SUITE. Once made, it is packed
# and kept, so that the next one takes no time.
make_root() {
	local suite=$1 dir=$2 packed=$systems/$1.tar url
	mkdir -p "$dir" "$systems/archives/$suite/partial"
	if [ ! -e "$packed" ]; then
		url=$(tests/boot/mirror.sh Debian)
		debootstrap --variant=minbase "$suite" "$dir" ${url:+"$url"} >"$dir.log" 2>&1 || {
			tail -n 5 "$dir.log"
			return 1
		}
		rm "$dir.log"
		tar -C "$dir" --one-file-system -cf "$packed.new" . && mv "$packed.new" "$packed"
	else
		tar -C "$dir" -xf "$packed"
	fi || return 1
	# mktemp keeps others out. Here that would be each user of the system but root.
	chmod 755 "$dir"
	sources "$suite" >"$dir/etc/apt/sources.list"
	cp -L /etc/resolv.conf "$dir/etc/"
	echo 'APT::Keep-Downloaded-Packages "true";' >"$dir/etc/apt/apt.conf.d/90keep"
	# A mirror that lags behind does, too. Signatures are looked at all the same.
	echo 'Acquire::Check-Valid-Until "false";' >"$dir/etc/apt/apt.conf.d/90lag"
	# Nothing is booted with the initrd that comes with a kernel.
	mkdir -p "$dir/etc/initramfs-tools/conf.d"
	echo MODULES=list >"$dir/etc/initramfs-tools/conf.d/small"
	printf '#!/bin/sh\nexit 101\n' >"$dir/usr/sbin/policy-rc.d"
	chmod 755 "$dir/usr/sbin/policy-rc.d"
}

# Inside the namespaces: what a system expects to be mounted. Its root folder is
# mounted, too: otherwise no program in it can have namespaces of its own.
mount_root() {
	local suite=$1 dir=$2
	mount --bind "$dir" "$dir" &&
		mount -t proc proc "$dir/proc" &&
		mount --rbind /sys "$dir/sys" &&
		mount --rbind /dev "$dir/dev" &&
		mount --bind "$systems/archives/$suite" "$dir/var/cache/apt/archives"
}

# in_root DIR COMMAND...: as its root, with nothing of this environment
in_root() {
	local dir=$1
	shift
	env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		HOME=/tmp LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		chroot "$dir" "$@"
}

# A copy of what git has, as a user would have it.
put_sources() {
	mkdir -p "$1" &&
		git ls-files -z | xargs -0 cp --parents -t "$1" &&
		git -C "$1" init -q && git -C "$1" add -A
}
