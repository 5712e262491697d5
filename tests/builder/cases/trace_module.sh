# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
T=/sys/kernel/tracing
modules="crc16 mbcache jbd2 crc32c_generic loop ext4"

# Not all kernels have all of them.
load_modules() {
	for module in $modules; do
		[ ! -e "$M/$module.ko" ] || load "$module"
	done
}

unload_modules() {
	for module in ext4 loop crc32c_generic jbd2 mbcache crc16; do
		[ ! -e "/sys/module/$module/refcnt" ] || unload "$module"
	done
}

# removed NAME EVENTS: can the file be removed, and how many events does that give?
removed() {
	echo >$T/trace
	touch "/tmp/m/$1"
	rm "/tmp/m/$1" 2>/dev/null || :
	[ ! -e "/tmp/m/$1" ]
	is "$(grep -c ext4_unlink_enter $T/trace)" "$2"
}

kept() {
	touch "/tmp/m/$1"
	! rm "/tmp/m/$1" 2>/dev/null
	[ -e "/tmp/m/$1" ]
}

# on_disk COMMAND...: with a file system of ext4, and its trace events on
on_disk() {
	dd if=/dev/zero of=/tmp/disk bs=64k count=16 2>/dev/null
	mke2fs -F /tmp/disk >/dev/null
	mkdir -p /tmp/m
	mount -t ext4 -o loop /tmp/disk /tmp/m
	for on in 1 0 1; do
		echo $on >$T/events/ext4/ext4_unlink_enter/enable
		"$@" $on
	done
	echo 0 >$T/events/ext4/ext4_unlink_enter/enable
	umount /tmp/m
}

removes_all() {
	removed name "$1"
	removed other "$1"
}

# The new code reports no event, whatever is switched on.
keeps_some() {
	kept name
	removed other 0
}

put_in() {
	load_patch
	patches ext4
	load_modules
}

take_out() {
	unload_patch
	unload_modules
}

is_old() {
	load_modules
	on_disk removes_all
	unload_modules
}

is_new() {
	on_disk keeps_some
}
