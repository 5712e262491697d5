# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	is "$(calls slice)" 0
}

is_new() {
	between 1 "$(calls slice)" 1000
}
