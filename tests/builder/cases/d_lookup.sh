# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
touch /tmp/kpatch_name

# found: how often the patch says it found a file that one tries to make anew
found() {
	dmesg -c >/dev/null
	mkdir /tmp/kpatch_name 2>/dev/null && die "made anew"
	dmesg | grep -c 'kpatch: the name is found'
}

is_old() {
	is "$(found)" 0
}

is_new() {
	is "$(found)" 1
}
