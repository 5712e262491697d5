# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
boot_id=/proc/sys/kernel/random/boot_id
first=$(cat $boot_id)

is_old() {
	is "$(cat $boot_id)" "$first"
}

is_new() {
	is "$(cat $boot_id)" "$(echo "$first" | tr a-f A-F)"
	# one that is no static data is another each time
	[ "$(cat /proc/sys/kernel/random/uuid)" != "$(cat /proc/sys/kernel/random/uuid)" ]
}
