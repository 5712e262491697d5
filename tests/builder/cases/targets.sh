# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# formats: what binfmt_misc says of itself
formats() {
	mkdir -p /tmp/formats
	mount -t binfmt_misc none /tmp/formats
	cat /tmp/formats/status
	umount /tmp/formats
}

modules_are_old() {
	is "$(autoclear)" 0
	is "$(formats)" enabled
	unload loop binfmt_misc
}

put_in() {
	load loop
	load_patch
	patches vmlinux loop binfmt_misc
	load binfmt_misc
}

take_out() {
	unload_patch
	modules_are_old
}

is_old() {
	! grep -q targets= /proc/cmdline
	load loop
	load binfmt_misc
	modules_are_old
}

is_new() {
	grep -q ' targets=3$' /proc/cmdline
	is "$(autoclear)" no
	is "$(formats)" 'in use'
}
