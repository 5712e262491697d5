# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	is "$(calls writeable 77777)" yes
	is "$(calls writeable 66666)" yes
}

is_new() {
	is "$(calls writeable 77777)" no
	is "$(calls writeable 66666)" yes
}
