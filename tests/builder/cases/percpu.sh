# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
last=0
bit=$((1 << 30))

# With a step of 1024 numbers when those of the CPU are used up.
go_on() {
	number=$(($1 - $2))
	[ "$last" -eq 0 ] || [ "$number" -gt "$last" ] &&
		[ "$number" -lt $((last + 8192)) ] || die "number $1 after $last"
	last=$number
}

is_old() {
	go_on "$(calls inodes 1 | cut -d ' ' -f 1)" 0
}

is_new() {
	go_on "$(calls inodes 1 | cut -d ' ' -f 1)" $bit
}
