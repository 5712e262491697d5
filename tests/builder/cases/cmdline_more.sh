# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
is_old() {
	! grep -q kpatch= /proc/cmdline
}

is_new() {
	grep -q ' kpatch=2$' /proc/cmdline
}

# Not beside another patch of that file, but in its place. Then not beside one
# that was written by hand.
put_in() {
	exits 0 load $M/kpatch_cmdline.ko
	exits 3 load "$patch"
	says 'beside kpatch_cmdline, which is in use: both change fs/proc/cmdline.c'
	exits 3 check "$patch"
	grep -q ' kpatch=1$' /proc/cmdline
	[ ! -e "/sys/module/$name" ] || die "it is loaded"
	exits 0 replace "$patch"
	is_new
	exits 0 unload "$name"
	exits 0 unload kpatch_cmdline
	exits 0 load $M/kp_cmdline.ko
	exits 3 load "$patch"
	says 'beside kp_cmdline, which .*: both change cmdline_proc_show of vmlinux'
	exits 0 unload kp_cmdline
	exits 0 load "$patch"
}
