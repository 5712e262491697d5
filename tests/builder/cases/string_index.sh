# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	! grep -q index= /proc/cmdline
}

is_new() {
	grep -q ' index=xc$' /proc/cmdline
}
