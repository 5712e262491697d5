# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# autoclear: what the module says of a file that is a disk
autoclear() {
	dd if=/dev/zero of=/tmp/disk bs=64k count=1 2>/dev/null
	losetup /dev/loop0 /tmp/disk
	cat /sys/block/loop0/loop/autoclear
	losetup -d /dev/loop0
}

put_in() {
	exits 0 load "$patch"
	exits 0 list
	says '^  loop: '
	load loop
}

take_out() {
	exits 0 unload "$name"
	is "$(autoclear)" 0
	unload loop
}

is_old() {
	[ ! -e /sys/module/loop ]
	load loop
	is "$(autoclear)" 0
	unload loop
}

is_new() {
	is "$(autoclear)" no
}
