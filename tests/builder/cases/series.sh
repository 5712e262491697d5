# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	! patched_cmdline
}

is_new() {
	is "$(cat /proc/cmdline)" "$(tr '\0' ' ' </tmp/cmdline) kpatch=2"
}

! patched_cmdline
cat /proc/cmdline >/tmp/cmdline
