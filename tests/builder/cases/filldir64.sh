# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	is "$(calls getdents /)" EFAULT
}

is_new() {
	is "$(calls getdents /)" EINVAL
	ls / >/dev/null
}
