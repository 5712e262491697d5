# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	! grep -q each= /proc/cmdline
}

is_new() {
	grep -q ' each=5,1,1$' /proc/cmdline
}
