# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# put: how often the patch says that it put the name of a file that one looks for
put() {
	dmesg -c >/dev/null
	[ ! -e /kpatch_name ]
	dmesg | grep -c 'kpatch: the name is put'
}

is_old() {
	is "$(put)" 0
}

is_new() {
	is "$(put)" 1
}
