# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	[ "$(wc -l </proc/loadavg)" -eq 1 ]
}

is_new() {
	[ "$(wc -l </proc/loadavg)" -eq 2 ]
}
