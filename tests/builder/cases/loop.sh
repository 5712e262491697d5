# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
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
