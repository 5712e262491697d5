# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
function=dev_set_alias
case $(uname -r) in
6.1.*)	line=1335 ;;
6.12.*)	line=1386 ;;
7.3.*)	line=1564 function=netif_set_alias ;;
esac

set_alias() {
	echo abcde >/sys/class/net/lo/ifalias
	is "$(cat /sys/class/net/lo/ifalias)" abcde
}

is_old() {
	set_alias
}

is_new() {
	warned_once net/core/dev.c:$line $function set_alias
	grep -q 'lo has an alias: 20' /tmp/log
	set_alias
}
