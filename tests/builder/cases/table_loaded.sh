# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
sleep 1000000 &
sleeper=$!

state() {
	within 10 grep -q "^State:	S ($1)" "/proc/$sleeper/status"
}

is_old() {
	state sleeping
}

is_new() {
	state asleep
}
