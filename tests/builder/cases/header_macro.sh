# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# load: the first figure before the point
load() {
	cut -d . -f 1 /proc/loadavg
}

is_old() {
	between 0 "$(load)" 99
}

is_new() {
	between 100 "$(load)" 199
}
