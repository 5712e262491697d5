# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	nice -n 7 true
}

is_new() {
	nice -n 7 true && die "7"
	nice -n 6 true
}
