# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	[ "$(wc -l </proc/loadavg)" -eq 1 ]
}

is_new() {
	warned_once fs/proc/loadavg.c:22 loadavg_proc_show is_old
	is_old
}
