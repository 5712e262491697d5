# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# Others that want the same functions, or trace them.

# A kretprobe on the stack of a task that is ready to run: the kernel does not
# tell the return address, so the stack is not reliable.
s_kretprobe_running() {
	load kt_thread hog=1
	load kt_kprobe name=kt_thread_round ret=1
	sleep 0.5
	set_timeout 300
	refused 131 kp_cmdline
	blocker "reason=unreliable .*comm=kt_spin"
	unload kt_kprobe
	set_timeout 20000
	unload kt_thread
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

# Others that want the same function, in both orders.
s_conflict_kprobe() {
	load kt_kprobe post=1
	refused 98 kp_cmdline
	is "$(refusal)" conflict
	is "$(of function)" cmdline_proc_show
	unload kt_kprobe
	load kp_cmdline
	# 7.2 and 7.3 say that they have placed one, and have not.
	if helper load $M/kt_kprobe.ko post=1; then
		on "7.*" || die "kprobe with post handler beside a patch"
		patched_cmdline
		is "$(cat /sys/module/kt_kprobe/parameters/hits)" 0
		unload kt_kprobe
	fi
	# Plain ones live beside it.
	load kt_kprobe
	patched_cmdline
	[ "$(cat /sys/module/kt_kprobe/parameters/hits)" -gt 0 ]
	unload kt_kprobe
	load kt_kprobe ret=1
	patched_cmdline
	enable kp_cmdline 0
	enable kp_cmdline 1
	patched_cmdline
	unload kt_kprobe
	enable kp_cmdline 0
	load kt_kprobe ret=1
	enable kp_cmdline 1
	patched_cmdline
	enable kp_cmdline 0
	unload kt_kprobe kp_cmdline
}

# A kretprobe on the stack of somebody who is inside.
s_kretprobe_busy() {
	load kt_target
	load kt_kprobe name=kt_sleep ret=1
	set_timeout 100
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	refused 16 kp_sleep
	blocker "pid=$pid .*reason=busy .*function=kt_sleep"
	# Its caller's frame is seen behind the probe.
	grep -q 'symbol=\(sleep_show\|seq_read_iter\)' $K/last_refusal
	cat /proc/kt_wake >/dev/null
	wait
	unload kt_kprobe
	load kp_sleep
	enable kp_sleep 0
	unload kp_sleep kt_target
}

# registered: how many functions ftrace has registered for kpatch.ko
registered() {
	grep -c kpatch_redirect /sys/kernel/tracing/enabled_functions || :
}

none_registered() {
	[ "$(registered)" = 0 ] || die "$(cat /sys/kernel/tracing/enabled_functions)"
}

# enabled_functions shows an R where all registers are saved for a call, and an I
# where somebody may lead it elsewhere.
s_few_registers() {
	load kp_cmdline
	grep -E '^cmdline_proc_show \([0-9]+\)' /sys/kernel/tracing/enabled_functions >/tmp/line
	grep -q -E '\) +R' /tmp/line && die "$(cat /tmp/line)"
	grep -q -E '\) +I' /tmp/line || die "$(cat /tmp/line)"
	# A kprobe needs them, and they are saved for its sake.
	load kt_kprobe
	grep -q -E '^cmdline_proc_show \([0-9]+\) R I' /sys/kernel/tracing/enabled_functions
	patched_cmdline
	[ "$(cat /sys/module/kt_kprobe/parameters/hits)" -gt 0 ]
	unload kt_kprobe
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

changed() {
	cat /sys/module/kt_many/parameters/changed
}

# 500 functions at once; they are others' again as soon as they are given back,
# and can be taken again at once.
s_many() {
	load kt_many
	load kp_many
	is "$(changed)" 500
	is "$(registered)" 500
	for i in 1 2 3; do
		enable kp_many 0
		is "$(changed)" 0
		none_registered
		enable kp_many 1
		is "$(changed)" 500
	done
	# Of those of one registration some stay in use.
	load kp_few replace=1
	is "$(changed)" 2
	is "$(registered)" 2
	enable kp_many 1
	is "$(changed)" 500
	is "$(registered)" 500
	enable kp_few 0
	is "$(changed)" 500
	enable kp_many 0
	none_registered
	# One of many that somebody else has is named.
	for name in kt_many_000 kt_many_123 kt_many_499; do
		load kt_kprobe name=$name post=1
		not_enabled 98 kp_many 1
		is "$(refusal)" conflict
		is "$(of function)" $name
		none_registered
		unload kt_kprobe
	done
	enable kp_many 1
	is "$(changed)" 500
	enable kp_many 0
	unload kp_few kp_many kt_many
	# The target comes later, and goes.
	load kp_many
	load kt_many
	is "$(changed)" 500
	enable kp_many 0
	unload kp_many kt_many
}

s_conflict_livepatch() {
	P=/sys/kernel/livepatch/kt_livepatch
	load kt_livepatch
	grep -q livepatch=1 /proc/cmdline
	refused 98 kp_cmdline
	is "$(refusal)" conflict
	for i in $(seq 100); do
		[ "$(cat $P/transition)" = 0 ] && break
		sleep 0.2
	done
	echo 0 >$P/enabled
	for i in $(seq 100); do
		[ -e $P ] || break
		sleep 0.2
	done
	unload kt_livepatch
	load kp_cmdline
	helper load $M/kt_livepatch.ko && die "livepatch beside a patch"
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

s_tracers() {
	T=/sys/kernel/tracing
	[ -e $T/current_tracer ] || die "no tracefs"
	for tracer in function function_graph; do
		# The frame-pointer kernel is built without that one.
		[ $tracer = function_graph ] && on fp && continue
		echo cmdline_proc_show >$T/set_ftrace_filter
		echo $tracer >$T/current_tracer
		load kp_cmdline
		patched_cmdline
		[ $tracer = function_graph ] || grep -q cmdline_proc_show $T/trace
		enable kp_cmdline 0
		patched_cmdline && die "still patched"
		echo nop >$T/current_tracer
		enable kp_cmdline 1
		echo $tracer >$T/current_tracer
		patched_cmdline
		enable kp_cmdline 0
		patched_cmdline && die "still patched"
		echo nop >$T/current_tracer
		echo >$T/set_ftrace_filter
		unload kp_cmdline
	done
	return 0
}

# programs: does the kernel run BPF programs at the return of functions?
programs() {
	[ -e /sys/kernel/btf/vmlinux ]
}

# A BPF program's trampoline on a stack is walked like all else: by what lies
# above it nobody is refused, and who is in a function behind it is seen.
s_fexit() {
	programs || not_on "fp debug alone" "no BPF programs"
	in_background bpf fexit kernel_clone
	bpf vfork </tmp/hold >/tmp/vfork 2>&1 9>&- &
	waiting=$!
	until grep -q ready /tmp/vfork; do
		sleep 0.1
	done
	asleep $waiting kernel_clone
	load kp_cmdline
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
	end_background
	wait $waiting

	in_background bpf fexit vfs_read
	load kt_target
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	load kp_cmdline
	set_timeout 300
	refused 16 kp_sleep
	blocker "pid=$pid .*reason=busy .*function=kt_sleep"
	grep -q 'symbol=bpf_trampoline' $K/last_refusal || die "no trampoline"
	grep -q 'symbol=ksys_read' $K/last_refusal || die "ends at the trampoline"
	cat /proc/kt_wake >/dev/null
	wait $pid
	enable kp_cmdline 0
	unload kp_cmdline kt_target
	end_background
}

# Program and patch on one function, in both orders: the program does not lead
# around the patch.
s_fexit_patched() {
	programs || not_on "fp debug alone" "no BPF programs"
	in_background bpf fexit cmdline_proc_show
	patched_cmdline && die "patched before"
	load kp_cmdline
	patched_cmdline
	enable kp_cmdline 0
	patched_cmdline && die "patched after"
	enable kp_cmdline 1
	patched_cmdline
	end_background
	patched_cmdline
	in_background bpf fexit cmdline_proc_show
	patched_cmdline
	enable kp_cmdline 0
	patched_cmdline && die "patched in the end"
	end_background
	unload kp_cmdline
}

# Somebody sleeps in a function that is patched and has a program: that patch
# stays, and nobody else is refused.
s_fexit_asleep() {
	programs || not_on "fp debug alone" "no BPF programs"
	in_background bpf fexit version_proc_show
	load kp_doze
	helper read /proc/version >/dev/null 9>&- &
	pid=$!
	asleep $pid new_version_proc_show
	load kp_cmdline
	patched_cmdline
	enable kp_cmdline 0
	set_timeout 300
	not_enabled 16 kp_doze 0
	blocker "pid=$pid .*reason=busy .*function=version_proc_show"
	grep -q 'symbol=ksys_read' $K/last_refusal || die "ends too early"
	echo 1 >/sys/module/kp_doze/parameters/wake
	wait $pid
	enable kp_doze 0
	end_background
	unload kp_doze kp_cmdline
}

# Graph tracing puts its own return addresses on stacks.
s_graph_busy() {
	T=/sys/kernel/tracing
	grep -qw function_graph $T/available_tracers || not_on fp "no graph tracer"
	load kt_target
	printf 'kt_sleep\nseq_read_iter\nvfs_read\n' >$T/set_ftrace_filter
	echo function_graph >$T/current_tracer
	set_timeout 100
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	refused 16 kp_sleep
	blocker "pid=$pid .*reason=busy .*function=kt_sleep"
	grep -q 'symbol=vfs_read' $K/last_refusal
	cat /proc/kt_wake >/dev/null
	wait
	echo nop >$T/current_tracer
	echo >$T/set_ftrace_filter
	load kp_sleep
	enable kp_sleep 0
	unload kp_sleep kt_target
}

# Tasks that come and go on the CPUs during the walks before a stop, while the
# graph tracer keeps return addresses of most of them. (Of all functions, it
# brings the debug kernel to a halt.)
s_graph_load() {
	T=/sys/kernel/tracing
	grep -qw function_graph $T/available_tracers || not_on fp "no graph tracer"
	load kp_cmdline
	load kt_target
	cat /dev/zero | cat | cat >/dev/null &
	printf '%s\n' 'vfs_*' 'ksys_*' 'pipe_*' 'seq_*' schedule schedule_timeout \
		worker_thread >$T/set_ftrace_filter
	echo function_graph >$T/current_tracer
	toggle 10
	# Who is inside is seen behind all that the tracer has taken.
	set_timeout 1000
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	refused 16 kp_sleep
	blocker "pid=$pid .*reason=busy object=kt_target function=kt_sleep"
	grep -q 'symbol=vfs_read' $K/last_refusal
	cat /proc/kt_wake >/dev/null
	echo nop >$T/current_tracer
	echo >$T/set_ftrace_filter
	# One may end by itself before its turn, as the next has gone.
	killall cat 2>/dev/null || :
	wait
	enable kp_cmdline 0
	unload kp_cmdline kt_target
}

s_ftrace_off() {
	sysctls || not_on "fp debug alone" "no sysctls"
	(echo 0 >/proc/sys/kernel/ftrace_enabled) || not_on "7.*" "ftrace cannot be switched off"
	refused 95 kp_cmdline
	is "$(refusal)" ftrace-off
	echo 1 >/proc/sys/kernel/ftrace_enabled
	load kp_cmdline
	echo 0 >/proc/sys/kernel/ftrace_enabled 2>/dev/null && die "ftrace off while patched"
	is "$(cat /proc/sys/kernel/ftrace_enabled)" 1
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

# NMIs that call two functions never find one old and one new.
s_nmi() {
	# Some of its own come together, and one of those is not known then.
	[ ! -e /proc/sys/kernel/unknown_nmi_panic ] || echo 0 >/proc/sys/kernel/unknown_nmi_panic
	set_timeout 30000
	load kt_nmi
	load kp_nmi
	for i in $(seq 40); do
		enable kp_nmi 0
		enable kp_nmi 1
	done
	[ "$(cat /sys/module/kt_nmi/parameters/nmis)" -gt 0 ] || die "no NMIs"
	is "$(cat /sys/module/kt_nmi/parameters/mixed)" 0
	cat /sys/module/kt_nmi/parameters/nmis
	enable kp_nmi 0
	unload kp_nmi kt_nmi
	[ ! -e /proc/sys/kernel/unknown_nmi_panic ] || echo 1 >/proc/sys/kernel/unknown_nmi_panic
}
