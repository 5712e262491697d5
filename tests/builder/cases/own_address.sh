# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	! grep -q same= /proc/cmdline
}

is_new() {
	grep -q ' same=1$' /proc/cmdline
}
