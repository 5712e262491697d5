#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Run by run.sh in a clean system, with the packages beside it.
#
#	use.sh install	install them, use them, make boot/ for a try of that kernel
#	use.sh remove	another kernel; remove them, purge them
cd "$(dirname "$0")" || exit 1
. ./lib.sh

apt() {
	apt-get -qq -y --no-install-recommends -o Dpkg::Use-Pty=0 "$@"
}

# What our packages must leave as they found it. Caches, logs and lists that other
# packages keep are theirs; so are the keys that dkms makes for itself.
files() {
	find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /srv/packages \
		-o -path /tmp -o -path /var/cache -o -path /var/log -o -path /run \
		-o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/lib/systemd/catalog \
		\) -prune -o -print | grep -vE '^/var/lib/dkms/mok\.|/__pycache__' | LC_ALL=C sort
}

kernels() {
	ls /lib/modules
}

# module KERNEL: its kpatch.ko
module() {
	find "/lib/modules/$1/updates" -name 'kpatch.ko*' 2>/dev/null
}

# unpacked KERNEL: the same, as a file that is not packed
unpacked() {
	local file
	file=$(module "$1")
	case $file in
	*.xz) xz -dc "$file" ;;
	*.zst) zstd -dc "$file" ;;
	*) cat "$file" ;;
	esac >"/tmp/kpatch-$1.ko"
}

has_module() {
	unpacked "$1" && modinfo -F vermagic "/tmp/kpatch-$1.ko" | grep -q "^$1 "
}

# Its kernel's build-id is what the table says; the file has its name.
has_table() {
	local table=/lib/firmware/stackcheck/$1
	[ -L "$table" ] && stackcheck trust --dump "$table" |
		grep -q "build-id $(basename "$(readlink "$table")" .trust)"
}

# What a kernel is to have once it is installed.
expect_kernel() {
	expect "$2: kpatch.ko for it" has_module "$1"
	expect_exit "$2: kpatch.ko has its table, and all of it is trusted" 0 \
		stackcheck trust --dump "/tmp/kpatch-$1.ko"
	expect "$2: the kernel's own table" has_table "$1"
}

lacks_kernel() {
	expect "$2: no kpatch.ko" test -z "$(module "$1")"
	expect "$2: no table" test ! -L "/lib/firmware/stackcheck/$1"
}

# build_patch KERNEL: the example of interface.md, with the header and the symbols
# that the packages bring, as install.md says
build_patch() {
	rm -rf /tmp/patch
	mkdir /tmp/patch
	sed 's|"kpatch.h"|<kpatch/kpatch.h>|' kp_cmdline.c >/tmp/patch/kp_try.c
	printf 'obj-m := kp_try.o\nccflags-y := -I/usr/include\n' >/tmp/patch/Kbuild
	make -s -C "/lib/modules/$1/build" M=/tmp/patch \
		KBUILD_EXTRA_SYMBOLS="$(echo /var/lib/dkms/kpatch/*/"$1"/*/Module.symvers)" modules &&
		stackcheck trust --embed /tmp/patch/kp_try.ko
}

# put FILE...: into the first file system, at the same place
put() {
	local file
	for file; do
		mkdir -p "boot/tree/${file%/*}"
		cp -L "$file" "boot/tree/$file"
	done
}

# boot_files KERNEL: the kernel, and a first file system with what is installed
# for it. boot.sh is its first process.
boot_files() {
	local at=/lib/modules/$1
	rm -rf boot
	mkdir -p boot/tree/{bin,proc,sys,dev,lib/firmware}
	cp "/boot/vmlinuz-$1" boot/vmlinuz
	put "$(command -v busybox)" /usr/bin/kpatch $(ldd /usr/bin/kpatch | grep -o '/[^ ]*') \
		"$(module "$1")" "$at/modules.dep" "$at/kpatch/order" "$at/kpatch/kp_try.ko"
	cp -r /lib/firmware/stackcheck boot/tree/lib/firmware/
	ln -s "$(command -v busybox)" boot/tree/bin/sh
	install -m 755 boot.sh boot/tree/init
	(cd boot/tree && find . | cpio -o -H newc --quiet) >boot/initrd
}

completion_of() {
	bash -c '. /usr/share/bash-completion/bash_completion
		for load in _comp_load _load_comp __load_completion; do
			declare -F $load >/dev/null && $load '"$1"' && break
		done
		complete -p '"$1"
}

if [ "${1:-}" = install ]; then

# --- a system as it is before

apt update && apt install linux-image-amd64 linux-headers-amd64 dkms gcc libc6-dev make \
	systemd man-db bash-completion xz-utils zstd kmod busybox-static cpio \
	$(dpkg-deb -f stackcheck_*.deb Depends | tr ',' '\n' | sed 's/ *(.*//; s/^ *//') >/dev/null || {
	not_ok "the system before"
	exit 1
}
first=$(kernels)
echo "$first" >first
files >before

# --- install and use

expect "install" apt install ./stackcheck_*.deb ./kpatch_*.deb ./kpatch-dkms_*.deb
expect_kernel "$first" "the kernel that was there"
expect_line "stackcheck runs" ' 0 findings$' stackcheck check "/lib/modules/$first/kernel/fs/fat"
expect_line "for users other than root, too" '^stackcheck ' \
	setpriv --reuid=65534 --regid=65534 --clear-groups stackcheck --version
expect_line "kpatch runs" '^no patch is loaded' kpatch list
for page in stackcheck.1 stackcheck-kbuild.1 kpatch.1 kpatch_register.9; do
	expect "manual: $page" man -w "${page##*.}" "${page%.*}"
done
for command in stackcheck kpatch; do
	expect_line "completion: $command" "_$command $command\$" completion_of "$command"
done
expect "the unit, by systemd" systemd-analyze verify --man=no kpatch.service
expect "the documents" test -s /usr/share/doc/stackcheck/kpatch/interface.md
expect "a patch can be built" build_patch "$first"
expect_line "and is one" "^kernel: *${first//+/\\+}\$" kpatch info /tmp/patch/kp_try.ko
expect "and installed" kpatch install /tmp/patch/kp_try.ko
expect "the unit is enabled" test "$(systemctl is-enabled kpatch.service)" = enabled
expect "what boots that kernel with them" boot_files "$first"
exit "$failed"
fi

first=$(cat first)
# --- another kernel comes and goes

expect "another kernel" apt install linux-image-cloud-amd64 linux-headers-cloud-amd64
other=$(kernels | grep -vxF "$first")
expect_kernel "$other" "a kernel that comes later"
expect "it goes" apt purge linux-image-cloud-amd64 linux-headers-cloud-amd64 \
	"linux-image-$other" "linux-headers-$other"
lacks_kernel "$other" "the kernel is gone"
expect_kernel "$first" "the other kernel stays"

# --- again, remove, purge

expect "installed once more" apt install --reinstall \
	./stackcheck_*.deb ./kpatch_*.deb ./kpatch-dkms_*.deb
expect_kernel "$first" "once more"
expect "the patch is still installed" test -e "/lib/modules/$first/kpatch/kp_try.ko"
expect "remove" apt remove kpatch kpatch-dkms stackcheck
lacks_kernel "$first" "removed"
expect "the hooks stay until they are purged" test -x /etc/kernel/postinst.d/10-kpatch \
	-a -x /etc/kernel/postrm.d/10-kpatch
expect "they do nothing then" run-parts --exit-on-error --arg="$first" \
	--arg="/boot/vmlinuz-$first" --regex='^10-kpatch$' /etc/kernel/postinst.d
expect "no table comes of that" test ! -L "/lib/firmware/stackcheck/$first"
expect "the admin's patch stays" test -e "/lib/modules/$first/kpatch/kp_try.ko"
expect "purge" apt purge kpatch kpatch-dkms stackcheck
files >after
left=$(comm -13 before after)
lost=$(comm -23 before after)
expect "nothing is left behind" test -z "$left"
expect "nothing else is gone" test -z "$lost"
printf '%s' "${left:+left: $left$'\n'}" "${lost:+gone: $lost$'\n'}"
exit "$failed"
