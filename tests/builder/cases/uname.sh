# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	is "$(uname -s)" Linux
}

is_new() {
	is "$(uname -s)" Minix
	is "$(uname -n)" "$(cat /proc/sys/kernel/hostname)"
}
