# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
set_alias() {
	echo abcde >/sys/class/net/lo/ifalias
	is "$(cat /sys/class/net/lo/ifalias)" abcde
}

is_old() {
	set_alias
}

is_new() {
	warned_once 'net/core/dev.c:1386 dev_set_alias' set_alias
	grep -q 'lo has an alias: 20' /tmp/log
	set_alias
}
