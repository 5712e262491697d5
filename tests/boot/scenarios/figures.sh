# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# No tests: figures, and something to watch.

# median: of the numbers on stdin
median() {
	sort -n >/tmp/sorted
	sed -n "$((($(wc -l </tmp/sorted) + 1) / 2))p" /tmp/sorted
}

# figures N FULL: of changes while N tasks sleep
figures() {
	echo "$2" >/sys/module/kpatch/parameters/full_walk
	rm -f /tmp/stopped
	load kp_cmdline
	for i in $(seq 8); do
		enable kp_cmdline 0
		change stopped_ns >>/tmp/stopped
		enable kp_cmdline 1
		change stopped_ns >>/tmp/stopped
	done
	echo "bench sleeping=$1 full_walk=$2 stopped_ns=$(median </tmp/stopped)" \
		"walked_before=$(change walked_before) walked_inside=$(change walked_inside)" \
		"frames_inside=$(change frames_inside)"
	echo 0 >/sys/module/kpatch/parameters/full_walk
	enable kp_cmdline 0
	unload kp_cmdline
}

# line_of N WHAT: what the last change took
line_of() {
	echo "bench functions=$1 what=$2 total_ns=$(change total_ns)" \
		"gather_ns=$(change gather_ns) stopped_ns=$(change stopped_ns)"
}

# Patches of many functions: in, out, and in again.
many_figures() {
	load kt_many
	for n in 1 50 500; do
		load kp_many functions=$n
		line_of $n in
		enable kp_many 0
		line_of $n out
		enable kp_many 1
		line_of $n again
		enable kp_many 0
		unload kp_many
	done
	unload kt_many
}

# theirs: time of the kernel's own livepatch, in and out again; $took
theirs() {
	P=/sys/kernel/livepatch/kt_livepatch
	took=$(helper timed $M/kt_livepatch.ko $P/transition)
	echo 0 >$P/enabled
	while [ -e $P ]; do
		sleep 0.1
	done
	unload kt_livepatch
}

# Time stopped, by tasks that sleep, beside a walk of all inside the stop;
# then from the request to everybody in new code, beside livepatch.
s_bench() {
	set_timeout 60000
	many_figures
	for n in 10 200 1000 5000; do
		in_background helper sleepers $n
		figures $n 0
		figures $n 1
		theirs
		ours=$(helper timed $M/kp_cmdline.ko)
		echo "bench sleeping=$n all_new_ns=$ours livepatch_ns=$took"
		enable kp_cmdline 0
		unload kp_cmdline
		end_background >/dev/null
	done
}

# converged: nanoseconds from the begin of livepatch's last transition to its end,
# by the log
converged() {
	set -- $(dmesg | sed -n -E "s/^\[ *([0-9]+)\.([0-9]+)\] livepatch: 'kt_livepatch': (starting patching|patching complete).*/\1\2/p" | tail -n 2)
	echo $((($2 - $1) * 1000))
}

# both_ways: the same function by a change per task of ours, and by livepatch; one
# line each to files of figures
both_ways() {
	helper timed $M/kp_cmdline_each.ko >>/tmp/ours_load
	is "$(change consistency)" per-task
	change total_ns >>/tmp/ours
	change longest_ns >>/tmp/longest
	enable kp_cmdline_each 0
	unload kp_cmdline_each
	theirs
	echo "$took" >>/tmp/theirs_load
	converged >>/tmp/theirs
}

# Time until all tasks have changed over, task by task: ours, and livepatch's. And
# the longest section under RCU of ours.
s_bench_converge() {
	set_timeout 60000
	both_ways
	for n in 60 1000 5000; do
		in_background helper sleepers $n
		rm -f /tmp/ours* /tmp/theirs* /tmp/longest
		for i in $(seq 9); do
			both_ways
		done
		echo "bench sleeping=$n ours_ns=$(median </tmp/ours)" \
			"livepatch_ns=$(median </tmp/theirs)" \
			"ours_least_ns=$(sort -n /tmp/ours | head -n 1)" \
			"livepatch_least_ns=$(sort -n /tmp/theirs | head -n 1)" \
			"ours_load_ns=$(median </tmp/ours_load)" \
			"livepatch_load_ns=$(median </tmp/theirs_load)" \
			"longest_ns=$(sort -n /tmp/longest | tail -n 1)"
		end_background >/dev/null
	done
}

# price WHOSE STATE: of calls of kt_called() by this shell's children
price() {
	echo "bench whose=$1 state=$2 ticks=$(cat /proc/kt_call)"
}

# held: somebody is in kt_call_held(), who says what calls cost there; until let_go
held() {
	echo 1 >/sys/module/kt_call/parameters/hold
	helper read /proc/kt_call_held >/tmp/held &
	held=$!
	asleep $held kt_call_held
}

# let_go WHOSE
let_go() {
	echo 0 >/sys/module/kt_call/parameters/hold
	wait $held
	echo "bench whose=$1 state=left ticks=$(cat /tmp/held)"
}

ours_prices() {
	load kp_call
	is "$(change consistency)" per-task
	price ours done
	enable kp_call 0
	price ours off
	held
	helper write $K/kp_call/enabled 1 >/tmp/err &
	changer=$!
	is_moving kp_call
	sleep 1
	price ours moved
	let_go ours
	wait $changer || die "$(cat /tmp/err): $(refusal)"
	enable kp_call 0
	unload kp_call
}

# theirs_is STATE: 1 while it moves, 0 when it is done
theirs_is() {
	until [ "$(cat $L/kp_lp_call/transition)" = "$1" ]; do
		sleep 0.1
	done
}

theirs_prices() {
	held
	load kp_lp_call
	theirs_is 1
	sleep 3
	price livepatch moved
	let_go livepatch
	theirs_is 0
	price livepatch done
	echo 0 >$L/kp_lp_call/enabled
	while [ -e $L/kp_lp_call ]; do
		sleep 0.1
	done
	price livepatch off
	unload kp_lp_call
}

# What a call of a changed function costs: ours, and livepatch's.
s_bench_call() {
	set_timeout 60000
	load kt_call
	price nobody none
	ours_prices
	theirs_prices
	unload kt_call
}

# say TEXT; show COMMAND...
say() {
	echo
	echo "# $*"
}

show() {
	echo "\$ $*"
	"$@"
}

# It needs the module that demo.sh has built from a diff.
s_demo() {
	cd $M
	say "$(uname -sr): the patch of cmdline_proc_show"
	started=$(cut -d ' ' -f 1 /proc/uptime)
	show kpatch load kpatch_cmdline.ko
	ended=$(cut -d ' ' -f 1 /proc/uptime)
	echo "loaded in $(echo "$started $ended" | awk '{ print $2 - $1 }') s"
	show cat /proc/cmdline
	grep -q ' kpatch=1$' /proc/cmdline
	show kpatch list
	say "taken out again"
	show kpatch unload kpatch_cmdline
	show head -c 40 /proc/cmdline
	echo
	! grep -q ' kpatch=1$' /proc/cmdline
	say "a task sleeps in kt_sleep(), which the next patch replaces"
	load kt_target
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	code=0
	show kpatch load --timeout=0.3 kp_sleep.ko || code=$?
	is $code 1
	say "it wakes up and leaves; the same patch again"
	cat /proc/kt_wake >/dev/null
	wait
	show kpatch load kp_sleep.ko
	show kpatch unload kp_sleep
	unload kt_target
}
