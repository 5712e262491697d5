# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
set_alias() {
	echo abcde >/sys/class/net/lo/ifalias
	is "$(cat /sys/class/net/lo/ifalias)" abcde
}

is_old() {
	set_alias
}

# The line is counted without the lines that the first hunk adds.
is_new() {
	warned_once 'net/core/dev.c:1382 dev_set_alias' set_alias
	grep -q 'lo has an alias of 5 bytes' /tmp/log
	set_alias
}
