# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# shows TEXT: what the module says: a word, readings, twice that, its sum
shows() {
	is "$(cat /proc/kt_outside)" "$1"
}

# The patch is there first, then the module. Taken out, and put in again, both
# are there. What the module counted goes on.
put_in() {
	load_patch
	patches kt_outside
	load kt_outside
	shows 'new 1 2 100'
	unload_patch
	shows 'old 2 4 101'
	load_patch
}

take_out() {
	unload_patch
	shows 'old 4 8 202'
	unload kt_outside
}

is_old() {
	[ ! -e /sys/module/kt_outside ]
	load kt_outside
	shows 'old 1 2 1'
	unload kt_outside
}

is_new() {
	shows 'new 3 6 201'
}
