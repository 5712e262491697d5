# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# The number of pipes is that of four steps of the old variable.
numbers=4096
last=0

goes_on() {
	calls inodes $numbers >/tmp/numbers
	read -r first to marked </tmp/numbers
	[ "$first" -gt "$last" ] || die "number $first after $last"
	last=$to
}

is_old() {
	goes_on
	is "$marked" 0
}

# Others take a number now and then.
is_new() {
	goes_on
	between $((numbers / 4 - 16)) "$marked" $((numbers / 4 + 16))
}
