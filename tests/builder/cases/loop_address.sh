# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
put_in() {
	load_patch
	patches loop
	load loop
}

take_out() {
	unload_patch
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
	is "$(autoclear)" 011
}
