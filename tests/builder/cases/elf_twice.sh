# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
# a program of version 2, which no one has looked at so far
mkdir /tmp/elf
cp /bin/busybox /tmp/elf/
printf '\002' | dd of=/tmp/elf/busybox bs=1 seek=20 conv=notrunc 2>/dev/null

is_old() {
	/tmp/elf/busybox true
}

is_new() {
	if /tmp/elf/busybox true 2>/dev/null; then
		die "it runs"
	fi
	/bin/busybox true
}
