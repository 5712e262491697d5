# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# Changes for one task after the other.

# moving KEY: a value of the transition that was kept
moving() {
	sed -n "s/^$1=//p" /tmp/transition
}

# is_moving PATCH: wait until tasks move to it, or from it
is_moving() {
	for i in $(seq 100); do
		[ "$(cat "$K/$1/transition" 2>/dev/null)" = 1 ] && return
		sleep 0.1
	done
	die "no task moves to or from $1"
}

pair() {
	cat /proc/kt_each_pair
}

# sleepers_inside: 20 tasks that are in kt_each_sleep() nearly always
sleepers_inside() {
	in_background helper readers 20 /proc/kt_each_sleep 11 22
	sleep 1
}

# Tasks sleep inside, and cannot be interrupted: at once is impossible, one
# after the other is not. Each finds all old functions or all new ones.
s_task_sleepers() {
	load kt_each
	sleepers_inside
	set_timeout 2000
	refused 16 kp_each consistency=atomic
	is "$(refusal)" busy
	is "$(of function)" kt_each_sleep
	set_timeout 60000
	load kp_each
	is "$(change consistency)" per-task
	is "$(cat $K/kp_each/consistency)" per-task
	is "$(cat $K/kp_each/transition)" 0
	is "$(pair)" 22
	enable kp_each 0
	is "$(change consistency)" per-task
	is "$(pair)" 11
	unload kp_each
	load kp_each consistency=hybrid
	is "$(change consistency)" per-task
	is "$(cat $K/kp_each/consistency)" hybrid
	is "$(pair)" 22
	enable kp_each 0
	unload kp_each
	echo 0 >/sys/module/kt_each/parameters/longest
	end_background
	unload kt_each
}

# sleeper: a task that is in kt_each_sleep() until release; its pid is $!
sleeper() {
	echo 1 >/sys/module/kt_each/parameters/hold
	echo 20 >/sys/module/kt_each/parameters/longest
	helper read /proc/kt_each_sleep >/tmp/slept &
	asleep $! kt_each_wait
}

release() {
	echo 0 >/sys/module/kt_each/parameters/hold
}

# straggler_shown PID: the transition that is under way names it, and is kept
straggler_shown() {
	for i in $(seq 100); do
		cat $K/transition >/tmp/transition
		grep -q -E "^blocker=.*pid=$1 .*reason=busy object=kt_each function=kt_each_sleep .*comm=reader\$" \
			/tmp/transition && return
		sleep 0.1
	done
	die "no $1 in: $(cat /tmp/transition)"
}

# Who is left is named while it lasts, and then in the refusal. At the time-out
# all come back, and nothing is left of the patch.
s_task_timeout() {
	load kt_each
	sleeper
	pid=$!
	set_timeout 8000
	helper load $M/kp_each.ko >/tmp/err &
	loader=$!
	straggler_shown $pid
	is "$(moving patch)" kp_each
	is "$(moving action)" enable
	is "$(moving direction)" forth
	[ "$(moving left)" -ge 1 ]
	grep -q -E '^frame=[0-9]+ ip=[0-9a-f]+ symbol=kt_each_sleep\+' /tmp/transition
	# This shell has moved already.
	is "$(pair)" 22
	wait $loader && die "loaded"
	is "$(cat /tmp/err)" 16
	is "$(refusal)" busy
	is "$(of function)" kt_each_sleep
	blocker "pid=$pid .*reason=busy object=kt_each function=kt_each_sleep"
	is "$(cat $K/transition)" ""
	is "$(pair)" 11
	release
	wait $pid
	is "$(cat /tmp/slept)" 11
	# Now nobody is in the way.
	load kp_each
	enable kp_each 0
	unload kp_each kt_each
}

# What becomes of it then can be chosen: it goes on.
s_task_keep() {
	load kt_each
	echo keep >/sys/module/kpatch/parameters/on_timeout
	sleeper
	set_timeout 200
	(is_moving kp_each; sleep 2; release) &
	load kp_each
	echo reverse >/sys/module/kpatch/parameters/on_timeout
	[ "$(change total_ns)" -gt 1000000000 ]
	wait
	is "$(cat /tmp/slept)" 11
	is "$(pair)" 22
	enable kp_each 0
	unload kp_each kt_each
}

# change_each VALUE: enabled of kp_each becomes that, in the background
change_each() {
	helper write $K/kp_each/enabled "$1" >/tmp/err &
	changer=$!
}

# It is turned at any moment, and is then as if it had not been begun; or it was
# too late, and it is done.
s_task_reverse() {
	load kt_each
	load kp_each
	echo 300 >/sys/module/kt_each/parameters/longest
	in_background helper readers 20 /proc/kt_each_sleep 11 22
	set_timeout 60000
	turned=0
	want=1
	: "${turns:=6}"
	for i in $(seq $((2 * turns))); do
		[ $turned -lt "$turns" ] || break
		# Every other time it cannot have ended before it is turned.
		echo $((i % 2)) >/sys/module/kt_each/parameters/hold
		sleep 0.4
		change_each $((1 - want))
		[ $((i % 2)) = 0 ] || is_moving kp_each
		sleep 0.$((i % 4))$((i * 7 % 10))
		# Nothing may be under way any more.
		helper write $K/reverse 1 >/tmp/late || :
		release
		if wait $changer; then
			want=$((1 - want))
		else
			is "$(cat /tmp/err)" 103
			is "$(refusal)" reversed
			turned=$((turned + 1))
		fi
		is "$(cat $K/kp_each/enabled)" $want
		is "$(pair)" "$((want + 1))$((want + 1))"
		is "$(cat $K/kp_each/transition)" 0
	done
	echo "turned $turned of $i"
	[ $turned = "$turns" ] || die "not all that can be turned were"
	echo 0 >/sys/module/kt_each/parameters/longest
	end_background
	[ $want = 0 ] || enable kp_each 0
	unload kp_each kt_each
}

s_task_reverse_long() {
	turns=100
	s_task_reverse
}

# Nothing moves: there is nothing to turn or to force.
s_task_none() {
	for file in reverse force; do
		err=$(helper write $K/$file 1) && die "$file: there is none"
		is "$err" 2
	done
	is "$(cat $K/transition)" ""
}

# change_held: kp_each is enabled while kt_hold holds a CPU; false: that had
# ended before
change_held() {
	load kt_hold go=0
	echo 1 >/sys/module/kt_hold/parameters/go
	until [ "$(cat /sys/module/kt_hold/parameters/held)" = Y ]; do
		sleep 0.1
	done
	enable kp_each 1
	ended=$(cat /sys/module/kt_hold/parameters/ended)
	how=$(change consistency)
	is "$(cat $K/kp_each/kt_hold/patched)" 1
	is "$(pair)" 22
	enable kp_each 0
	unload kt_hold
	[ "$ended" = N ]
}

# Kernel threads that never sleep. The one that does not let go of its CPU
# makes it impossible to stop the machine.
s_task_held() {
	second_cpu
	held_cpu_ends_grace_periods
	if on fp && [ "$trust" = off ]; then
		not_on fp "what is interrupted cannot be walked"
	fi
	load kt_each
	load kt_thread hog=1
	set_timeout 20000
	for asked in per-task hybrid; do
		load kp_each consistency=$asked
		enable kp_each 0
		for i in 1 2 3 4 5 6; do
			change_held && break
		done
		[ "$ended" = N ] || die "kt_hold always ended too early"
		# Where the kernel preempts itself the machine can be stopped.
		[ $asked = hybrid ] && preempts || is "$how" per-task
		unload kp_each
	done
	unload kt_thread kt_each
}

# The same where every frame must be trusted, from the interrupt's own stack on.
s_task_trust() {
	trust=all
	policy all
	s_task_held
}

# RCU waits for a task that keeps preemption off, and we do not for long.
s_task_held_rcu() {
	second_cpu
	load kt_each
	load kp_each
	hold_cpu 10
	set_timeout 500
	not_enabled 110 kp_each 0
	is "$(refusal)" cpu-held
	is "$(pair)" 22
	set_timeout 60000
	enable kp_each 0
	is "$(pair)" 11
	unload kt_hold kp_each kt_each
}

# A kernel that lacks what it takes: that is said, and the rest works.
s_task_impossible() {
	unload kpatch
	for name in sched_wakeup_new task_call_func atomic_flags; do
		load kpatch timeout_ms=2000 trust="$trust" break_lookup=$name
		load kt_each
		refused 33 kp_each
		is "$(refusal)" consistency
		load kp_each consistency=hybrid
		is "$(change consistency)" atomic
		is "$(pair)" 22
		enable kp_each 0
		unload kp_each kt_each kpatch
	done
	load kpatch timeout_ms=2000 trust="$trust"
}

# Processes and threads come and go, and others ask two functions that must
# agree, while tasks move from one to the other.
s_task_storm() {
	load kt_each
	load kp_each
	rm -f /tmp/hold2
	mkfifo /tmp/hold2
	helper exits </tmp/hold2 >/tmp/exits 2>&1 &
	storm=$!
	exec 8>/tmp/hold2
	NICE=10 in_background helper readers 2 /proc/kt_each_pair 11 22
	set_timeout 60000
	for i in $(seq "${changes:-10}"); do
		enable kp_each 0
		enable kp_each 1
	done
	is "$(change consistency)" per-task
	end_background
	exec 8>&-
	wait $storm || die "exits: $(cat /tmp/exits)"
	enable kp_each 0
	unload kp_each kt_each
}

s_task_storm_long() {
	changes=500
	s_task_storm
}

# After it is disabled no task is in the patch's text: it can be unloaded at
# once, with all that sleep.
s_task_disable() {
	load kt_each
	load kp_each
	echo 3000 >/sys/module/kt_each/parameters/longest
	in_background helper readers 20 /proc/kt_each_sleep 11 22
	set_timeout 60000
	for i in 1 2 3; do
		enable kp_each 0
		for stack in /proc/[0-9]*/task/*/stack; do
			grep -q 'kp_each' "$stack" 2>/dev/null &&
				die "$stack: $(cat "$stack")"
		done
		unload kp_each
		load kp_each
	done
	echo 0 >/sys/module/kt_each/parameters/longest
	end_background
	enable kp_each 0
	unload kp_each kt_each
}

# One patch goes as the other comes, for each task at one moment. If that is
# turned, the one that was to go stays.
s_task_replace() {
	load kt_each
	load kp_each
	sleeper
	asleep=$!
	NICE=10 in_background helper readers 2 /proc/kt_each_pair 22 33
	set_timeout 60000
	helper load $M/kp_each2.ko replace=1 >/tmp/err &
	loader=$!
	is_moving kp_each2
	is "$(cat $K/kp_each/transition)" 1
	straggler_shown $asleep
	is "$(moving action)" replace
	is "$(pair)" 33
	# It is the change of the one that comes.
	for name in kp_each 2 kp_each22; do
		err=$(helper write $K/reverse "$name") && die "'$name' was taken"
	done
	helper write $K/reverse kp_each2
	wait $loader && die "it was not turned"
	is "$(cat /tmp/err)" 103
	is "$(pair)" 22
	is "$(cat $K/kp_each/enabled)" 1
	release
	load kp_each2 replace=1
	is "$(change action)" replace
	is "$(change consistency)" per-task
	is "$(pair)" 33
	is "$(cat $K/kp_each/enabled)" 0
	end_background
	unload kp_each
	# One that must change at once makes the whole change do so.
	load kp_cmdline replace=1
	is "$(change consistency)" atomic
	is "$(pair)" 11
	enable kp_cmdline 0
	wait
	unload kp_cmdline kp_each2 kt_each
}

# A target that comes waits until all have moved, and is patched then. One that
# is patched cannot go. Another request waits for its turn.
s_task_targets() {
	second_cpu
	load kt_each
	load kt_hold go=0
	sleeper
	set_timeout 60000
	helper load $M/kp_each.ko >/tmp/err &
	loader=$!
	is_moving kp_each
	err=$(helper unload kt_hold) && die "kt_hold went"
	is "$err" 11
	helper load $M/kp_cmdline.ko >/tmp/err2 &
	other=$!
	sleep 0.5
	patched_cmdline && die "the other request did not wait"
	is "$(cat $K/kp_each/transition)" 1
	release
	wait $loader || die "$(cat /tmp/err): $(refusal)"
	wait $other || die "$(cat /tmp/err2): $(refusal)"
	patched_cmdline
	is "$(cat $K/kp_each/kt_hold/patched)" 1
	enable kp_each 0
	unload kt_hold
	sleeper
	helper write $K/kp_each/enabled 1 >/tmp/err &
	loader=$!
	is_moving kp_each
	(sleep 2; release) &
	load kt_hold go=0
	is "$(cat $K/kp_each/transition)" 0
	is "$(cat $K/kp_each/kt_hold/patched)" 1
	wait $loader || die "$(cat /tmp/err): $(refusal)"
	enable kp_each 0
	enable kp_cmdline 0
	unload kp_each kp_cmdline kt_hold kt_each
}

# Whoever loads a patch can ask for something stricter, and for nothing else.
s_task_strict() {
	load kt_each
	refused 33 kp_cmdline consistency=per-task
	is "$(refusal)" consistency
	refused 33 kp_cmdline consistency=hybrid
	refused 33 kp_each consistency=none
	load kp_each consistency=atomic
	is "$(change consistency)" atomic
	enable kp_each 0
	unload kp_each
	echo atomic >/sys/module/kpatch/parameters/consistency
	load kp_each
	is "$(change consistency)" atomic
	echo per-task >/sys/module/kpatch/parameters/consistency
	enable kp_each "0 consistency=atomic"
	is "$(change consistency)" atomic
	enable kp_each 1
	is "$(change consistency)" per-task
	enable kp_each 0
	is "$(change consistency)" per-task
	unload kp_each
	load kp_each consistency=hybrid
	is "$(change consistency)" atomic
	enable kp_each 0
	unload kp_each kt_each
}

# A signal for whoever asked turns it, too.
s_task_interrupted() {
	load kt_each
	sleeper
	set_timeout 60000
	helper load $M/kp_each.ko >/tmp/err &
	loader=$!
	is_moving kp_each
	kill -TERM $loader
	wait $loader || :
	is "$(refusal)" interrupted
	is "$(pair)" 11
	release
	wait
	unload kt_each
}

# A task that has left the list, and sleeps on its way out: it is found, and
# moves when it has woken up.
s_task_exits() {
	load kp_exit_each
	in_background helper reaped
	for i in $(seq 50); do
		[ "$(cat /sys/module/kp_exit_each/parameters/held)" -gt 0 ] && break
		sleep 0.1
	done
	is "$(cat /sys/module/kp_exit_each/parameters/held)" 1
	set_timeout 1000
	not_enabled 16 kp_exit_each 0
	blocker "reason=busy object=vmlinux function=proc_flush_pid .*comm=kt_exit"
	set_timeout 30000
	helper write $K/kp_exit_each/enabled 0 >/tmp/err &
	changer=$!
	is_moving kp_exit_each
	echo 1 >/sys/module/kp_exit_each/parameters/wake
	wait $changer || die "$(cat /tmp/err): $(refusal)"
	end_background
	unload kp_exit_each
}

# Who sleeps inside for hours, and can be woken: a kernel thread, and a task that
# waits for io_uring. Nobody has to be outside at one moment.
s_task_naps() {
	load kt_thread
	set_timeout 30000
	load kp_thread_each
	is "$(change consistency)" per-task
	enable kp_thread_each 0
	unload kp_thread_each kt_thread
	for fn in io_cqring_wait __do_sys_io_uring_enter ""; do
		grep -qx "$fn" /sys/kernel/tracing/available_filter_functions &&
			break
	done
	[ "$fn" ] || not_on "fp debug 6.1" "no such function of io_uring"
	in_background frozen uring=60000
	helper load $M/kp_pass_each.ko names=$fn >/tmp/err 9>&- &
	loader=$!
	is_moving kp_pass_each
	end_background
	wait $loader || die "$(cat /tmp/err): $(refusal)"
	enable kp_pass_each 0
	unload kp_pass_each
}

# kick: the worker of vhost is told that its machine has sent something
kick() {
	printf k >&9
}

# runs: how often the new function was begun
runs() {
	cat /sys/module/kp_vhost/parameters/runs
}

# kick_new RUNS: it is begun, and then was that many times
kick_new() {
	kick
	for i in $(seq 100); do
		[ "$(runs)" = "$1" ] && return
		sleep 0.1
	done
	die "$(runs) runs, not $1"
}

# kick_old RUNS: it is not begun
kick_old() {
	kick
	sleep 1
	is "$(runs)" "$1"
}

# worker_shown: the change that is under way waits for a worker of vhost
worker_shown() {
	for i in $(seq 100); do
		cat $K/transition >/tmp/transition
		grep -q -E '^blocker=.*reason=busy .*comm=vhost-' /tmp/transition && return
		sleep 0.1
	done
	die "no worker in: $(cat /tmp/transition)"
}

# vhost_in: the kernel's own modules, and the function that workers never leave
vhost_in() {
	for name in vhost_iotlb vhost vsock vmw_vsock_virtio_transport_common \
		vhost_vsock; do
		# this one may be built in
		[ "$name" = vsock ] && [ -c /dev/vsock ] && continue
		[ -e $M/$name.ko ] || not_on debug "no vhost"
		load $name
	done
	loop="names=vhost_task_fn"
	grep -q ' vhost_task_fn$' /proc/kallsyms || loop="object=vhost names=vhost_worker"
}

vhost_out() {
	unload vhost_vsock vmw_vsock_virtio_transport_common
	[ ! -e $M/vsock.ko ] || unload vsock
	unload vhost
	# Others may need it, too.
	helper unload vhost_iotlb >/dev/null || :
}

# A worker of vhost, which returns to no user space: asleep outside it moves.
# Inside it is named, and moves when it comes out. Who is in its loop moves never,
# and is in nobody's way once it has gone.
s_task_vhost() {
	vhost_in
	load kp_vhost
	in_background helper vhost
	set_timeout 30000
	kick_new 1
	enable kp_vhost 0
	is "$(change consistency)" per-task
	kick_old 1
	enable kp_vhost 1
	echo 1 >/sys/module/kp_vhost/parameters/hold
	kick_new 2
	set_timeout 2000
	not_enabled 16 kp_vhost 0
	blocker "reason=busy object=vhost_vsock function=vhost_vsock_handle_tx_kick .*comm=vhost-"
	set_timeout 60000
	helper write $K/kp_vhost/enabled 0 >/tmp/err 9>&- &
	changer=$!
	worker_shown
	echo 0 >/sys/module/kp_vhost/parameters/hold
	wait $changer || die "$(cat /tmp/err): $(refusal)"
	kick_old 2
	unload kp_vhost
	# shellcheck disable=SC2086 # parameters are words
	helper load $M/kp_pass_each.ko $loop >/tmp/err 9>&- &
	loader=$!
	is_moving kp_pass_each
	worker_shown
	end_background
	wait $loader || die "$(cat /tmp/err): $(refusal)"
	is "$(change consistency)" per-task
	enable kp_pass_each 0
	unload kp_pass_each
	vhost_out
}

# The idle task of a CPU that is offline is in nothing, and starts anew.
s_task_offline() {
	spare_cpu
	load kt_each
	echo 0 >"/sys/devices/system/cpu/cpu$spare/online"
	load kp_each
	is "$(pair)" 22
	echo 1 >"/sys/devices/system/cpu/cpu$spare/online"
	is "$(taskset "$spare_mask" cat /proc/kt_each_pair)" 22
	enable kp_each 0
	is "$(taskset "$spare_mask" cat /proc/kt_each_pair)" 11
	unload kp_each kt_each
}

# CPUs come and go while tasks move.
s_task_hotplug() {
	spare_cpu
	load kt_each
	load kp_each
	echo 500 >/sys/module/kt_each/parameters/longest
	in_background helper readers 20 /proc/kt_each_sleep 11 22
	touch /tmp/go
	while [ -e /tmp/go ]; do
		echo 0 >"/sys/devices/system/cpu/cpu$spare/online"
		echo 1 >"/sys/devices/system/cpu/cpu$spare/online"
		sleep 0.2
	done &
	hotplug=$!
	set_timeout 60000
	for i in 1 2 3 4 5 6 7 8 9 10; do
		enable kp_each 0
		enable kp_each 1
	done
	rm /tmp/go
	wait $hotplug
	echo 0 >/sys/module/kt_each/parameters/longest
	end_background
	enable kp_each 0
	unload kp_each kt_each
}

# NMIs come all the time, and call two functions that change.
s_task_nmi() {
	[ ! -e /proc/sys/kernel/unknown_nmi_panic ] || echo 0 >/proc/sys/kernel/unknown_nmi_panic
	set_timeout 30000
	load kt_nmi
	load kp_nmi_each
	for i in $(seq 20); do
		enable kp_nmi_each 0
		enable kp_nmi_each 1
	done
	is "$(change consistency)" per-task
	[ "$(cat /sys/module/kt_nmi/parameters/nmis)" -gt 0 ] || die "no NMIs"
	is "$(cat /sys/module/kt_nmi/parameters/mixed)" 0
	enable kp_nmi_each 0
	unload kp_nmi_each kt_nmi
	[ ! -e /proc/sys/kernel/unknown_nmi_panic ] || echo 1 >/proc/sys/kernel/unknown_nmi_panic
}

# One that has turned waits for whoever is in the new code, however long, and no
# signal ends that. They are named, in the log as well.
s_task_back() {
	load kt_each
	load kp_each
	enable kp_each 0
	sleeper
	old=$!
	set_timeout 60000
	change_each 1
	is_moving kp_each
	straggler_shown $old
	# This shell has moved, and so has who comes from it.
	helper read /proc/kt_each_sleep >/tmp/slept2 &
	new=$!
	asleep $new kt_each_wait
	dmesg -c >/dev/null
	exits 1 reverse --timeout=0.5 kp_each
	says '^kpatch: kp_each: it is taken back, [0-9]+ tasks? ha(s|ve) not left it yet'
	kill -TERM $changer
	straggler_shown $new
	is "$(moving direction)" back
	exits 0 info
	says '^transition: *kp_each: it is taken back' "^  blocked by reader \\(pid $new\\)"
	err=$(helper write $K/reverse kp_each) && die "it turned once more"
	is "$err" 16
	for i in $(seq 30); do
		dmesg | grep -q "kp_each: enable is taken back, [0-9]* tasks" && break
		sleep 1
	done
	dmesg | grep -q "reader/$new .*in kt_each_sleep" || die "not in the log"
	is "$(cat $K/kp_each/transition)" 1
	kill -0 $changer
	release
	# The signal ends it now.
	wait $changer && die "it was not turned"
	is "$(refusal)" reversed
	wait
	is "$(cat /tmp/slept)" 11
	is "$(cat /tmp/slept2)" 22
	is "$(pair)" 11
	unload kp_each kt_each
}

# theirs_in, theirs_out: a change of the kernel's own livepatch, to its end
theirs_in() {
	load kt_livepatch
	until [ "$(cat $L/kt_livepatch/transition)" = 0 ]; do
		sleep 0.1
	done
	is "$(cat /proc/cmdline)" livepatch=1
}

theirs_out() {
	echo 0 >$L/kt_livepatch/enabled
	while [ -e $L/kt_livepatch ]; do
		sleep 0.1
	done
	unload kt_livepatch
}

# begin_ours: kp_each is being loaded, and somebody is in its way
begin_ours() {
	sleeper
	asleep=$!
	helper load $M/kp_each.ko >/tmp/err &
	loader=$!
	is_moving kp_each
}

# Changes of the kernel's own livepatch before, during and after one of ours, and
# the other way round. Neither keeps the other from its end.
s_task_mainline() {
	hung_after 900
	set_timeout 120000
	load kt_each
	load kt_target
	theirs_in
	load kp_each
	theirs_out
	is "$(pair)" 22
	enable kp_each 0
	unload kp_each
	# Two whole ones while ours is under way; then ours is turned.
	begin_ours
	for i in 1 2; do
		theirs_in
		theirs_out
	done
	is "$(cat $K/kp_each/transition)" 1
	helper write $K/reverse kp_each
	wait $loader && die "it was not turned"
	is "$(cat /tmp/err)" 103
	is "$(pair)" 11
	release
	wait $asleep
	# Theirs begins while ours is under way, and ends after it.
	begin_ours
	helper read /proc/kt_sleep >/dev/null &
	theirs=$!
	asleep $theirs kt_sleep
	load kp_lp_sleep
	lp_moving
	release
	wait $loader || die "$(cat /tmp/err): $(refusal)"
	is "$(pair)" 22
	# And whole ones of ours while theirs is under way.
	enable kp_each 0
	enable kp_each 1
	is "$(change consistency)" per-task
	enable kp_each 0
	is "$(pair)" 11
	is "$(cat $L/kp_lp_sleep/transition)" 1
	cat /proc/kt_wake >/dev/null
	wait
	until [ "$(cat $L/kp_lp_sleep/transition)" = 0 ]; do
		sleep 0.1
	done
	echo 0 >$L/kp_lp_sleep/enabled
	while [ -e $L/kp_lp_sleep ]; do
		sleep 0.1
	done
	unload kp_lp_sleep kp_each kt_each kt_target
	hung_after 60
}

# Without those that are left; the module stays for ever.
s_task_force() {
	load kt_each
	load kp_each
	enable kp_each 0
	sleeper
	set_timeout 60000
	change_each 1
	is_moving kp_each
	exits 0 force kp_each
	says '^kpatch: warning: kp_each: forced: ' '^kp_each: forced: in use$'
	wait $changer || die "$(cat /tmp/err): $(refusal)"
	is "$(pair)" 22
	is "$(change forced)" 1
	is "$(cat $K/kp_each/forced)" 1
	release
	wait
	is "$(cat /tmp/slept)" 12
	enable kp_each 0
	err=$(helper unload kp_each) && die "kp_each went"
	is "$err" 11
}
