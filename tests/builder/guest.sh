# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# What runs in the test kernel, beside the scenarios of tests/boot: for each case
# with a file in /cases a scenario case_NAME. The file defines
#
#	is_old, is_new		the kernel without the patch, and with it
#	put_in, take_out	if more is to be done than load and unload $patch
#
# and does what is to be done once before.

put_in() {
	exits 0 load "$patch"
}

take_out() {
	exits 0 unload "$name"
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

for file in /cases/*.sh; do
	file=${file##*/}
	eval "s_case_${file%.sh}() { run_case ${file%.sh}; }"
done
