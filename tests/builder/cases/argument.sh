# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# Both versions do the same: no caller may call the other one's function.
is_old() {
	[ -d /proc/1 ] && [ -e /proc/self/fd/0 ] && [ ! -e /proc/1x ]
}

is_new() {
	is_old
}
