# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# What runs in the test kernel, beside the scenarios of tests/boot: for each case
# with a file in /cases a scenario case_NAME. The file defines
#
#	is_old, is_new		the kernel without the patch, and with it
#	put_in, take_out	if more is to be done than load and unload the patch
#
# and does what is to be done once before. Where there is a module for the
# kernel's livepatch code as well, there is also a scenario livepatch_NAME.

put_in() {
	load_patch
}

take_out() {
	unload_patch
}

load_patch() {
	if [ -n "$livepatch" ]; then
		load "$name"
		within 120 has_settled
	else
		exits 0 load "$patch"
	fi
}

unload_patch() {
	if [ -n "$livepatch" ]; then
		echo 0 >"$livepatch/enabled"
		within 120 is_gone
		within 10 helper unload "$name" >/dev/null
	else
		exits 0 unload "$name"
	fi
}

# patches OBJECT...: the patch that is loaded is also for them
patches() {
	[ -n "$livepatch" ] || exits 0 list
	for object; do
		if [ -n "$livepatch" ]; then
			[ -d "$livepatch/$object" ]
		else
			says "^  $object: "
		fi
	done
}

# within SECONDS COMMAND...: it works, sooner or later
within() {
	tries=$(($1 * 5))
	shift
	until "$@"; do
		[ $((tries -= 1)) -gt 0 ] || die "it does not come to: $*"
		sleep 0.2
	done
}

has_settled() {
	[ "$(cat "$livepatch/transition")" = 0 ]
}

is_gone() {
	[ ! -e "$livepatch" ]
}

# between LOW NUMBER HIGH: it is
between() {
	[ "$2" -ge "$1" ] || die "$2 is less than $1"
	[ "$2" -le "$3" ] || die "$2 is more than $3"
}

# warned_once FILE:LINE FUNCTION COMMAND...: it does what makes the kernel warn,
# once, there. The host reads the console, where this is not to be seen. Since 7.0
# the kernel says where between the two.
warned_once() {
	place=$1 function=$2
	shift 2
	dmesg -n 1
	dmesg -c >/dev/null
	"$@"
	dmesg >/tmp/log
	dmesg -n 8
	is "$(grep -c 'WARNING:' /tmp/log)" 1
	grep -Eq "WARNING: (.* at $place |$place at )$function" /tmp/log ||
		die "$(grep 'WARNING:' /tmp/log)"
	grep -q 'end trace' /tmp/log
}

# autoclear: what the module loop says of a file that is a disk
autoclear() {
	dd if=/dev/zero of=/tmp/disk bs=64k count=1 2>/dev/null
	losetup /dev/loop0 /tmp/disk
	cat /sys/block/loop0/loop/autoclear
	losetup -d /dev/loop0
}

# tell_time: what the command says of a change, with the time it took
tell_time() {
	started=$(cut -d ' ' -f 1 /proc/uptime)
	"$1"
	ended=$(cut -d ' ' -f 1 /proc/uptime)
	echo "# $name: $1 $(echo "$started $ended" | awk '{ print $2 - $1 }') s" >/dev/ttyS1
}

# run_cycles NUMBER: in and out, while tasks come and go
run_cycles() {
	policy all
	in_background helper exits
	for i in $(seq "$1"); do
		put_in
		is_new
		take_out
		is_old
	done
	end_background
}

# Without the patch, with it, without it; then where every frame must be trusted.
run_case() {
	livepatch=
	name=kpatch_$1
	patch=$M/$name.ko
	. "/cases/$1.sh"
	if [ -e /cases/cycles ]; then
		run_cycles "$(cat /cases/cycles)"
		return
	fi
	for policy in off all; do
		policy $policy
		is_old
		tell_time put_in
		is_new
		take_out
		is_old
	done
}

# The same by the kernel's own livepatch code.
run_livepatch() {
	name=klp_$1
	patch=$M/$name.ko
	livepatch=/sys/kernel/livepatch/$name
	. "/cases/$1.sh"
	is_old
	tell_time put_in
	is_new
	take_out
	is_old
}

for file in /cases/*.sh; do
	file=${file##*/}
	eval "s_case_${file%.sh}() { run_case ${file%.sh}; }"
	eval "s_livepatch_${file%.sh}() { run_livepatch ${file%.sh}; }"
done
