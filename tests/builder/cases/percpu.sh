# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
last=0
bit=$((1 << 30))

# goes_on BIT: a new number, without the bit; the CPU takes them 1024 at a time
goes_on() {
	number=$(calls inodes 1 | cut -d ' ' -f 1)
	number=$((number - $1))
	[ "$last" -eq 0 ] || between $((last + 1)) $number $((last + 8192))
	last=$number
}

is_old() {
	goes_on 0
}

is_new() {
	goes_on $bit
}
