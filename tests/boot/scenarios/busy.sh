# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# Who is inside, and stacks that cannot be walked.

# Somebody is inside: refused, and named; then gone, and it goes in.
s_busy() {
	load kt_target
	set_timeout 1000
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	refused 16 kp_sleep
	is "$(refusal)" busy
	is "$(of errno)" 16
	is "$(of object)" kt_target
	is "$(of function)" kt_sleep
	[ "$(of retries)" -gt 0 ]
	is "$(of blockers)" 1
	blocker "pid=$pid tgid=$pid kthread=0 .*state=D reason=busy object=kt_target function=kt_sleep .*comm=reader$"
	grep -q -E '^frame=[0-9]+ ip=[0-9a-f]+ symbol=kt_sleep\+' $K/last_refusal
	grep -q -E '^frame=[0-9]+ ip=[0-9a-f]+ symbol=(ksys_read|vfs_read)\+' $K/last_refusal
	dmesg | tail -n 40 | grep -q "kp_sleep: enable refused: busy kt_target:kt_sleep"
	dmesg | tail -n 40 | grep -q "reader/$pid .*busy in kt_sleep"
	is "$(cat /sys/module/kp_sleep/initstate 2>/dev/null)" ""

	# It leaves while the change is being tried.
	set_timeout 20000
	(under_way kp_sleep; sleep 1; cat /proc/kt_wake >/dev/null) &
	load kp_sleep
	[ "$(change retries)" -gt 0 ]
	wait
	is "$(helper read /proc/kt_nap)" 2
	enable kp_sleep 0
	unload kp_sleep kt_target
}

# Somebody is in the new function, or in what it calls, as the patch goes.
s_busy_new() {
	load kt_target
	load kp_sleep
	set_timeout 200
	helper read /proc/kt_sleep >/tmp/slept &
	pid=$!
	asleep $pid sleep_here
	not_enabled 16 kp_sleep 0
	is "$(refusal)" busy
	is "$(of action)" disable
	blocker "pid=$pid .*reason=busy"
	is "$(cat $K/kp_sleep/enabled)" 1
	is "$(helper read /proc/kt_nap)" 2
	# Neither does another patch of it go in, nor one that replaces it.
	refused 16 kp_cmdline replace=1
	echo 1 >/sys/module/kp_sleep/parameters/wake
	wait
	is "$(cat /tmp/slept)" 2
	enable kp_sleep 0
	unload kp_sleep kt_target
}

# In the part of a function that the compiler moved away.
s_cold() {
	load kt_target
	grep -q 'kt_cold\.cold' /proc/kallsyms || die "the compiler moved nothing away"
	set_timeout 100
	helper read /proc/kt_cold >/dev/null &
	pid=$!
	asleep $pid kt_cold
	refused 16 kp_sleep
	is "$(of function)" kt_cold
	grep -q 'symbol=kt_cold\.cold' $K/last_refusal
	# By another name, too.
	refused 16 kp_cold
	is "$(of function)" kt_cold_alias
	cat /proc/kt_wake >/dev/null
	wait
	load kp_sleep
	enable kp_sleep 0
	unload kp_sleep kt_target
}

# The same in the new function, when another patch comes on top.
s_cold_new() {
	load kt_target
	load kp_cold
	grep -q 'colder_cold\.cold' /proc/kallsyms || die "the compiler moved nothing away"
	set_timeout 100
	helper read /proc/kt_cold >/dev/null &
	pid=$!
	asleep $pid colder_cold
	refused 16 kp_sleep
	is "$(of function)" kt_cold
	blocker "pid=$pid .*reason=busy object=kt_target function=kt_cold"
	echo 1 >/sys/module/kp_cold/parameters/wake
	wait
	load kp_sleep
	is "$(cat /proc/kt_cold)" 2
	enable kp_sleep 0
	enable kp_cold 0
	unload kp_sleep kp_cold kt_target
}

# Sleepers that a signal can wake are got out of the way.
s_nudge() {
	load kt_target
	set_timeout 20000
	for i in 1 2 3; do
		helper read /proc/kt_nap >"/tmp/nap$i" &
		asleep $! kt_nap
	done
	load kp_sleep
	wait
	# They began their system call again, in the new function.
	is "$(cat /tmp/nap1 /tmp/nap2 /tmp/nap3 | tr '\n' ' ')" "2 2 2 "
	enable kp_sleep 0
	unload kp_sleep kt_target
}

# Kernel threads: one that never sleeps for long, one that must be woken.
s_kthread() {
	load kt_thread
	set_timeout 30000
	load kp_thread
	enable kp_thread 0
	unload kp_thread kt_thread
}

# One that does not sleep at all. With frame pointers alone its stack cannot
# be walked where it was interrupted; by rows it can.
s_hog() {
	load kt_thread hog=1
	if on fp && [ "$trust" = off ]; then
		set_timeout 300
		refused 131 kp_thread
		blocker "kthread=1 .*reason=unreliable .*comm=kt_spin"
	else
		set_timeout 30000
		load kp_thread
		enable kp_thread 0
		# Giving functions back waits for it, but holds up nobody.
		sleep 2
		load kp_cmdline
		enable kp_cmdline 0
		unload kp_cmdline kp_thread
	fi
	unload kt_thread
}

# held_refusal: kt_hold is what it is about
held_refusal() {
	is "$(refusal)" cpu-held
	is "$(of errno)" 110
	blocker "kthread=1 cpu=1 state=R reason=cpu-held .*comm=kt_hold$"
	grep -q -E '^detail=CPU.x201.x20cannot.*kt_hold/[0-9]+' $K/last_refusal ||
		die "$(cat $K/last_refusal)"
	# It is tried again, and ends: the time-out, one more try, and little else.
	[ "$(of retries)" -gt 0 ]
	[ "$(of total_ns)" -lt 3000000000 ]
}

# A kernel thread that never lets go of its CPU: the machine cannot be stopped,
# and is not. Where the kernel takes the CPU from it there is nothing to refuse.
s_held() {
	second_cpu
	held_cpu_ends_grace_periods
	load kt_hold
	set_timeout 500
	if err=$(helper load $M/kp_cmdline.ko); then
		preempts || die "loaded"
		enable kp_cmdline 0
		unload kp_cmdline
	elif ! on fp || [ "$err" != 131 ]; then
		is "$err" 110
		held_refusal
	fi
	patched_cmdline && die "patched in spite of it"
	# It ends while the change is being tried.
	set_timeout 20000
	helper load $M/kp_cmdline.ko >/tmp/err &
	pid=$!
	sleep 1
	unload kt_hold
	wait $pid || die "$(cat /tmp/err): $(refusal)"
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

# hold_cpu SECONDS: CPU 1 is held with preemption off, from now on
hold_cpu() {
	load kt_hold nopreempt=1 seconds="$1" go=0
	# What waits on the held CPU, as this shell or its children might, waits
	# until the thread lets go.
	read -r self _ </proc/self/stat
	taskset -p 1 "$self" >/dev/null
	echo 1 >/sys/module/kt_hold/parameters/go
	for i in $(seq 100); do
		[ "$(cat /sys/module/kt_hold/parameters/held)" = Y ] && return
		sleep 0.1
	done
	die "kt_hold does not get its CPU"
}

# The same, where no kernel can. RCU waits for it, and so would we.
s_held_nopreempt() {
	second_cpu
	load kp_cmdline
	hold_cpu 10
	set_timeout 500
	not_enabled 110 kp_cmdline 0
	held_refusal
	# A check says so at once, and nobody was left waiting.
	err=$(helper write $K/kp_cmdline/check 1) && die "check: could be done"
	is "$err" 110
	is "$(checked reason)" cpu-held
	is "$(checked retries)" 0
	patched_cmdline
	# It goes out when the thread has let go.
	set_timeout 20000
	enable kp_cmdline 0
	patched_cmdline && die "still patched"
	unload kt_hold kp_cmdline
}

# A stopper that comes after its request was given up: kpatch.ko stays until
# then, and goes afterwards.
s_held_forgotten() {
	second_cpu
	load kp_cmdline
	users=$(cat /sys/module/kpatch/refcnt)
	hold_cpu 4
	set_timeout 0
	not_enabled 110 kp_cmdline 0
	[ "$(cat /sys/module/kpatch/refcnt)" -gt "$users" ]
	for i in $(seq 100); do
		[ "$(cat /sys/module/kpatch/refcnt)" -eq "$users" ] && break
		sleep 0.1
	done
	is "$(cat /sys/module/kpatch/refcnt)" "$users"
	enable kp_cmdline 0
	unload kt_hold kp_cmdline
}

# A task in the kernel that never sleeps holds up whoever waits for all tasks.
# kpatch.ko does not, as it gives functions back: others have them at once, can
# load modules and can trace, and so can we, at whatever moment that task came.
s_disarm_held_up() {
	T=/sys/kernel/tracing
	load kp_cmdline
	for delay in 0 0.5 1 1.5; do
		enable kp_cmdline 0
		sleep $delay
		load kt_thread hog=1
		load kt_kprobe post=1
		unload kt_kprobe
		echo cmdline_proc_show >$T/set_ftrace_filter
		echo function >$T/current_tracer
		echo nop >$T/current_tracer
		echo >$T/set_ftrace_filter
		set_timeout 500
		if err=$(helper write $K/kp_cmdline/enabled 1); then
			patched_cmdline
		else
			# The stack of the hog, or of its CPU.
			[ "$(refusal)" != conflict ] || die "conflict: $(of detail)"
		fi
		unload kt_thread
		set_timeout 20000
		[ "$(cat $K/kp_cmdline/enabled)" = 1 ] || enable kp_cmdline 1
		patched_cmdline
	done
	enable kp_cmdline 0
	unload kp_cmdline
}

# How many pieces of code ftrace has made that lead to handlers.
trampolines() {
	grep -c ' ftrace_trampoline' /proc/kallsyms || :
}

# To unload kpatch.ko takes a wait for all tasks, but holds up nobody else.
# ftrace keeps nothing of ours; what the kernel's own tracers need it does keep.
s_unload_held_up() {
	load kt_kprobe post=1
	unload kt_kprobe
	load kp_cmdline
	before=$(trampolines)
	enable kp_cmdline 0
	unload kp_cmdline
	load kt_thread hog=1
	helper unload kpatch >/tmp/err &
	pid=$!
	until [ "$(cat /sys/module/kpatch/initstate)" = going ]; do
		sleep 0.1
	done
	sleep 2
	load kt_target
	load kt_kprobe post=1
	unload kt_kprobe kt_target kt_thread
	wait $pid || die "unload of kpatch.ko: $(cat /tmp/err)"
	[ "$(trampolines)" -lt "$before" ] || die "$before, then $(trampolines)"
	load kpatch timeout_ms=2000 trust="$trust"
}

# A stack that cannot be walked refuses everything, and is named.
s_unreliable() {
	load kt_noorc
	sleep 0.5
	set_timeout 200
	set -- $(unwalkable)
	refused "$1" kp_cmdline
	is "$(refusal)" "$2"
	blocker "kthread=1 .*reason=$2 .*comm=kt_noorc"
	on fp || is "$(of object)" kt_noorc
	patched_cmdline && die "patched in spite of it"
	unload kt_noorc
	load kp_cmdline
	load kt_noorc
	sleep 0.5
	not_enabled "$1" kp_cmdline 0
	patched_cmdline
	unload kt_noorc
	enable kp_cmdline 0
	unload kp_cmdline
}

# A task may call itself what it likes: in records it stays one plain word.
s_odd_name() {
	load kt_target
	set_timeout 200
	(
		printf 'a b\t\033\014\302\205\\c' >/proc/self/comm
		read -r line </proc/kt_sleep
	) &
	pid=$!
	asleep $pid kt_sleep
	refused 16 kp_sleep
	blocker "pid=$pid .*comm=a\\\\x20b\\\\x09\\\\x1b\\\\x0c\\\\xc2\\\\x85\\\\x5cc\$"
	cat /proc/kt_wake >/dev/null
	wait $pid || :
	unload kt_target
}

# A redirection on its way, of which only the address is on the stack to which
# it goes: that counts as inside.
s_midway() {
	load kt_target
	load kp_target
	load kt_midway addr="$(cat $K/kp_target/kt_target/kt_value,1/new_addr)"
	sleep 0.5
	set_timeout 200
	refused 16 kp_target2
	is "$(refusal)" busy
	is "$(of function)" kt_value
	blocker "comm=kt_midway"
	is "$(value)" "new new"
	# Who calls it cannot be told either.
	refused 16 kp_cmdline
	is "$(of function)" kt_value
	unload kt_midway
	load kp_target2
	enable kp_target2 0
	enable kp_target 0
	unload kp_target2 kp_target kt_target
}

# each_cpu_blocks WORD NAME: its thread of that name is among the blockers of
# the last check, of which eight are shown
each_cpu_blocks() {
	shown=$(grep -c -E "^blocker=.* $1 .*comm=$2/[0-9]+\$" $K/last_check)
	is "$shown" "$((cpus > 8 ? 8 : cpus))"
}

# Who is always active: idle tasks, stoppers, the requester.
s_always_active() {
	set_timeout 0
	cpus=$(grep -c ^processor /proc/cpuinfo)
	refused 16 kp_named name=cpu_startup_entry check=1
	is "$(checked blockers)" "$cpus"
	each_cpu_blocks pid=0 swapper
	refused 16 kp_named name=cpu_stopper_thread check=1
	is "$(checked blockers)" "$cpus"
	each_cpu_blocks kthread=1 migration
	refused 16 kp_named name=worker_thread check=1
	grep -q -E '^blocker=.* kthread=1 .*comm=kworker' $K/last_check
	refused 16 kp_named name=do_init_module check=1
	grep -q -E '^blocker=.*function=do_init_module .*comm=helper$' $K/last_check
	patched_cmdline && die "changed"
	return 0
}

# A signal ends the tries.
s_interrupted() {
	load kt_target
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	set_timeout 60000
	helper load $M/kp_sleep.ko >/tmp/err &
	pid=$!
	sleep 1
	kill -INT $pid 2>/dev/null || :
	kill -TERM $pid
	wait $pid || :
	is "$(refusal)" interrupted
	blocker "comm=reader"
	cat /proc/kt_wake >/dev/null
	wait
	unload kt_target
}
