# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# listed: the functions of that name that the kernel lets nobody probe
listed() {
	mkdir -p /tmp/debug
	mount -t debugfs none /tmp/debug
	grep -c 'user_single_step_report' /tmp/debug/kprobes/blacklist || :
	umount /tmp/debug
}

is_old() {
	is "$(listed)" 0
}

is_new() {
	is "$(listed)" 1
}
