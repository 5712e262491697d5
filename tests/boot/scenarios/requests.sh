# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# A request under way: its time-out, what ends it, and who waits for it.

# Somebody sleeps in kt_sleep, until wake_sleeper.
with_sleeper() {
	load kt_target
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
}

wake_sleeper() {
	cat /proc/kt_wake >/dev/null
}

# under_way PATCH: wait until it is tried to put it in
under_way() {
	for i in $(seq 100); do
		[ -e "$K/$1" ] && return
		sleep 0.1
	done
	die "$1 is not asked for"
}

# state_of PID: its letter
state_of() {
	sed 's/.*) \(.\).*/\1/' "/proc/$1/stat"
}

# until_state PID LETTER
until_state() {
	for i in $(seq 100); do
		[ "$(state_of "$1")" = "$2" ] && return
		sleep 0.1
	done
	die "$1 is $(state_of "$1"), not $2"
}

# ended PID: it has done what it was to do, without an error
ended() {
	wait "$1" || die "the request ended with errno $(cat /tmp/err)"
}

# The time-out comes with the request, and is no other's.
s_request_timeout() {
	with_sleeper
	set_timeout 60000
	refused 16 kp_sleep timeout_ms=200
	[ "$(of retries)" -gt 0 ]
	refused 16 kp_sleep timeout_ms=0
	is "$(of retries)" 0
	is "$(cat $K/timeout_ms)" 60000
	set_timeout 0
	(sleep 1; wake_sleeper) &
	load kp_sleep timeout_ms=60000
	is "$(cat $K/timeout_ms)" 0
	wait
	enable kp_sleep 0
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	set_timeout 60000
	not_enabled 16 kp_sleep "1 timeout_ms=200"
	for text in 2 10 1x "1 x" "1 timeout_ms=" "1 timeout_ms=-1" \
		"1 timeout_ms=1x" "1 timeout_ms=1 timeout_ms=1" "1timeout_ms=1" \
		"1 consistency=" "1 consistency=none" "1 consistency=atomic consistency=atomic"; do
		not_enabled 22 kp_sleep "$text"
	done
	not_enabled 34 kp_sleep "1 timeout_ms=4294967297"
	not_enabled 33 kp_sleep "1 consistency=per-task"
	is "$(refusal)" consistency
	not_enabled 16 kp_sleep "1 consistency=atomic timeout_ms=200"
	is "$(cat $K/kp_sleep/enabled)" 0
	wake_sleeper
	wait
	enable kp_sleep "1 timeout_ms=200"
	enable kp_sleep "0 timeout_ms=200"
	unload kp_sleep kt_target
}

# What stops or freezes the requester ends nothing: the request begins again.
s_request_stopped() {
	with_sleeper
	helper load $M/kp_sleep.ko timeout_ms=120000 >/tmp/err &
	pid=$!
	under_way kp_sleep
	before=$(of seq)
	kill -STOP $pid
	until_state $pid T
	[ ! -e $K/kp_sleep ] || die "a stopped request holds up others"
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
	kill -CONT $pid
	under_way kp_sleep
	helper attach $pid
	under_way kp_sleep
	is "$(of seq)" "$before"
	wake_sleeper
	ended $pid
	is "$(cat $K/kp_sleep/enabled)" 1

	# The same of a write; and one that waits for another request.
	enable kp_sleep 0
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	helper write $K/kp_sleep/enabled "1 timeout_ms=120000" >/tmp/err &
	pid=$!
	sleep 1
	helper load $M/kp_cmdline.ko >/tmp/err2 &
	second=$!
	sleep 1
	# Both begin again, and the lock may go to the first once more.
	helper attach $second
	for i in $(seq 20); do
		kill -0 $second 2>/dev/null || break
		helper attach $pid
		sleep 0.5
	done
	ended $second
	kill -STOP $pid
	until_state $pid T
	kill -CONT $pid
	kill -0 $pid
	wake_sleeper
	ended $pid
	is "$(cat $K/kp_sleep/enabled)" 1
	enable kp_sleep 0
	enable kp_cmdline 0
	wait
	unload kp_sleep kp_cmdline kt_target
}

# Suspend freezes the requester, and the request goes on afterwards. What is in
# its way is a kernel thread, which is not frozen.
s_request_suspend() {
	[ -e /sys/power/pm_test ] || not_on "fp debug alone 6.12-cloud" "the kernel cannot try to suspend"
	load kt_noorc
	sleep 0.5
	helper load $M/kp_cmdline.ko timeout_ms=120000 >/tmp/err &
	pid=$!
	under_way kp_cmdline
	before=$(of seq)
	echo freezer >/sys/power/pm_test
	echo freeze >/sys/power/state || die "suspend failed"
	echo none >/sys/power/pm_test
	under_way kp_cmdline
	is "$(of seq)" "$before"
	unload kt_noorc
	ended $pid
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

# A signal that the requester handles ends it, and one that it ignores does not.
s_request_signals() {
	with_sleeper
	(
		trap '' USR1
		exec helper load $M/kp_sleep.ko timeout_ms=120000
	) >/tmp/err &
	pid=$!
	under_way kp_sleep
	before=$(of seq)
	kill -USR1 $pid
	kill -CHLD $pid
	kill -WINCH $pid
	sleep 1
	under_way kp_sleep
	is "$(of seq)" "$before"
	kill -KILL $pid
	wait $pid || :
	is "$(refusal)" interrupted
	[ ! -e $K/kp_sleep ]
	wake_sleeper
	wait
	unload kt_target
}

# Modules that have no part in a request need not wait for its end.
s_request_bystanders() {
	load kp_cmdline
	enable kp_cmdline 0
	load kp_manual
	load kt_dup
	with_sleeper
	helper load $M/kp_sleep.ko timeout_ms=120000 >/tmp/err &
	pid=$!
	under_way kp_sleep
	unload kp_cmdline
	unload kp_manual
	unload kt_dup
	[ -e $K/kp_sleep ] || die "the request is over: $(cat /tmp/err)"
	kill $pid
	wait $pid || :
	wake_sleeper
	wait
	unload kt_target
}

# With enable=0 nothing is put in, and everything can be taken out.
s_switched_off() {
	load kp_cmdline
	off=/sys/module/kpatch/parameters/enable
	echo 0 >$off
	refused 1 kp_cmdline2
	is "$(refusal)" switched-off
	refused 1 kp_cmdline2 check=1
	enable kp_cmdline 0
	not_enabled 1 kp_cmdline 1
	echo 1 >$off
	enable kp_cmdline 1
	enable kp_cmdline 0
	unload kp_cmdline
}
