# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	is "$(calls nice 7)" none
}

is_new() {
	is "$(calls nice 7)" EACCES
	is "$(calls nice 6)" none
}
