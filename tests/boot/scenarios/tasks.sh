# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# Tasks and CPUs that come and go, load, and memory that is short.

# A task that has reaped itself is on no list, and still in a new function.
s_exit_off_list() {
	load kp_exit
	in_background helper reaped
	for i in 1 2 3 4 5 6 7 8 9 10; do
		[ "$(cat /sys/module/kp_exit/parameters/held)" -gt 0 ] && break
		sleep 0.1
	done
	is "$(cat /sys/module/kp_exit/parameters/held)" 1
	set_timeout 100
	not_enabled 16 kp_exit 0
	blocker "reason=busy object=vmlinux function=proc_flush_pid .*comm=kt_exit"
	# And the walk of everybody inside the stop finds it as well.
	echo 1 >/sys/module/kpatch/parameters/full_walk
	not_enabled 16 kp_exit 0
	echo 0 >/sys/module/kpatch/parameters/full_walk
	blocker "reason=busy object=vmlinux function=proc_flush_pid .*comm=kt_exit"
	echo 1 >/sys/module/kp_exit/parameters/wake
	set_timeout 5000
	enable kp_exit 0
	end_background
	unload kp_exit
}

# Exits that were not noted, of tasks that are not freed, stop every change. It
# is tried again, and goes through when they are freed.
s_exit_forgotten() {
	forget=/sys/module/kpatch/parameters/forget_exits
	load kp_cmdline
	echo 1 >$forget
	in_background helper zombies
	echo 0 >$forget
	set_timeout 300
	not_enabled 12 kp_cmdline 0
	is "$(refusal)" memory
	is "$(of detail)" 'tasks\x20have\x20exited\x20without\x20a\x20trace'
	[ "$(of retries)" -gt 0 ] || die "one try only"
	set_timeout 60000
	# Not with the end of the background's stdin.
	helper write $K/kp_cmdline/enabled 0 >/tmp/written 9>&- &
	writer=$!
	sleep 1
	is "$(cat $K/kp_cmdline/enabled)" 1
	end_background
	wait $writer || die "enabled 0: $(cat /tmp/written): $(refusal)"
	is "$(cat $K/kp_cmdline/enabled)" 0
	unload kp_cmdline
}

# Zombies have no stack, and stop nobody.
s_zombie() {
	in_background helper zombies
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
	end_background
}

s_offline() {
	spare_cpu
	load kp_cmdline
	echo 0 >"/sys/devices/system/cpu/cpu$spare/online"
	enable kp_cmdline 0
	enable kp_cmdline 1
	patched_cmdline
	echo 1 >"/sys/devices/system/cpu/cpu$spare/online"
	taskset "$spare_mask" grep -q kpatch=1 /proc/cmdline
	enable kp_cmdline 0
	taskset "$spare_mask" grep -q kpatch=1 /proc/cmdline && die "CPU $spare still patched"
	unload kp_cmdline
}

# CPUs come and go during the changes.
s_hotplug() {
	spare_cpu
	load kp_cmdline
	touch /tmp/go
	while [ -e /tmp/go ]; do
		echo 0 >"/sys/devices/system/cpu/cpu$spare/online"
		echo 1 >"/sys/devices/system/cpu/cpu$spare/online"
		# Whoever brings CPUs up and down keeps others out meanwhile.
		sleep 0.2
	done &
	toggle 10
	rm /tmp/go
	wait
	is "$(cat "/sys/devices/system/cpu/cpu$spare/online")" 1
	enable kp_cmdline 0
	unload kp_cmdline
}

# toggle N: enable and disable while something runs in the background
toggle() {
	set_timeout 60000
	longest=0
	for i in $(seq "$1"); do
		enable kp_cmdline 0
		patched_cmdline && die "change $i: still patched"
		enable kp_cmdline 1
		patched_cmdline || die "change $i: not patched"
		window=$(change window_ns)
		[ "$window" -le "$longest" ] || longest=$window
	done
	echo "longest window between a CPU's answer and its stop: $longest ns"
}

# A system call that runs the function on all CPUs, during 500 changes; the
# record of who ran is compared with the scheduler's counters each time.
s_hammer() {
	echo 1 >/sys/module/kpatch/parameters/audit
	load kp_cmdline
	in_background helper hammer /proc/cmdline kpatch=1 console
	toggle "${changes:-250}"
	end_background
	echo 0 >/sys/module/kpatch/parameters/audit
	change retries
	enable kp_cmdline 0
	unload kp_cmdline
}

s_hammer_short() {
	changes=20
	s_hammer
}

# Tasks come and go during the changes.
s_exits() {
	echo 1 >/sys/module/kpatch/parameters/audit
	load kp_cmdline
	in_background helper exits
	toggle 50
	end_background
	echo 0 >/sys/module/kpatch/parameters/audit
	enable kp_cmdline 0
	unload kp_cmdline
}

# Records too small for the tasks that run: they grow.
s_record_full() {
	P=/sys/module/kpatch/parameters/record_bits
	before=$(cat $P)
	in_background helper exits
	echo 1 >$P
	load kp_cmdline
	toggle 5
	enable kp_cmdline 0
	echo "$before" >$P
	unload kp_cmdline
	end_background
}

# Load and unload, under load.
s_cycles() {
	set_timeout 60000
	export NICE=19
	in_background helper hammer /proc/cmdline kpatch=1 console
	helper cycles 1000 $M/kp_cmdline.ko kp_cmdline
	end_background
}

s_cycles_short() {
	for i in $(seq 20); do
		load kp_cmdline
		patched_cmdline
		enable kp_cmdline 0
		unload kp_cmdline
	done
}

# Tasks that burn a CPU in user space hold up nothing.
s_spin() {
	in_background helper spin
	load kp_cmdline
	toggle 10
	enable kp_cmdline 0
	unload kp_cmdline
	end_background
}

# Every allocation of a request fails once, and of the coming of a target; each
# time nothing has changed.
s_memory() {
	[ -e /proc/self/fail-nth ] || not_on "$stock fp alone" "no fault injection"
	D=/sys/kernel/debug
	echo N >$D/failslab/ignore-gfp-wait
	echo N >$D/fail_page_alloc/ignore-gfp-wait
	echo 0 >$D/fail_page_alloc/min-order
	for f in failslab fail_page_alloc; do
		echo 0 >$D/$f/verbose
	done
	load kt_target
	load kp_target2
	load kp_manual
	load kt_manual
	file=/sys/module/kt_manual/parameters/registered
	helper failnth $file 1 0
	is "$(value)" "manual old"
	grep -q kpatch=manual /proc/cmdline
	for i in 1 2; do
		helper failnth $K/kp_manual/enabled 0 1
		is "$(value)" "newer old"
		helper failnth $K/kp_manual/enabled 1 0
		is "$(value)" "manual old"
	done
	helper failnth $file 0 1
	is "$(value)" "newer old"
	[ ! -e $K/kp_manual ]
	enable kp_target2 0
	unload kt_manual kp_manual kt_target
	enable kp_target2 1
	helper failload $M/kt_target.ko kt_target $K/kp_target2/enabled \
		/proc/kt_value "newer old"
	enable kp_target2 0
	unload kp_target2 kt_target
}

# kmemleak: nothing that was allocated has been lost.
s_leaks() {
	L=/sys/kernel/debug/kmemleak
	[ -e $L ] || not_on "$stock fp alone" "no kmemleak"
	# What is freed by RCU or is just in a register looks lost at first.
	sleep 2
	echo scan >$L
	sleep 6
	echo scan >$L
	grep -E -A 30 'kpatch|kp_|kt_' $L && die "leaks"
	return 0
}
