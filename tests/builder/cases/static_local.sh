# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# The number of pipes is that of four steps of the old variable.
numbers=4096
last=0

go_on() {
	set -- $(calls inodes $numbers)
	[ "$1" -gt "$last" ] || die "number $1 after $last"
	last=$2
	marked=$3
}

is_old() {
	go_on
	is "$marked" 0
}

# Others take a number now and then.
is_new() {
	go_on
	[ "$marked" -gt $((numbers / 4 - 16)) ] &&
		[ "$marked" -lt $((numbers / 4 + 16)) ] || die "$marked"
}
