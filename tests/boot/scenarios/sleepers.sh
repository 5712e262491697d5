# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# What a request does to tasks that sleep in a function that changes: what
# Documentation/kpatch/programs.md says, sentence by sentence.

# pid_of KIND: of those that in_background frozen started
pid_of() {
	sed -n "s/^pid $1 //p" /tmp/bg
}

# told KIND KEY: what frozen said of KIND when it ended
told() {
	sed -n "s/^frozen kind=$1 .*$2=\([^ ]*\).*/\1/p" /tmp/bg
}

# switches PID: how often it was switched out
switches() {
	awk '/ctxt_switches/ { n += $2 } END { print n }' "/proc/$1/status"
}

# needs NAME...: functions that this kernel must have, to be changed
needs() {
	for name; do
		grep -q " [tT] $name\$" /proc/kallsyms ||
			not_on "fp 6.12-cloud" "no function $name"
	done
}

# A filter that does not know of calls that are begun again: never woken.
s_nudge_seccomp() {
	[ -e /proc/sys/kernel/seccomp ] || not_on "fp alone" "no seccomp"
	in_background frozen seccomp=60000
	pid=$(pid_of seccomp)
	set_timeout 1000
	before=$(switches "$pid")
	refused 16 kp_pass names=hrtimer_nanosleep
	blocker "pid=$pid .*reason=busy .*function=hrtimer_nanosleep .*wake=seccomp"
	is "$(switches "$pid")" "$before"
	end_background
	is "$(told seccomp end)" ok
}

# Who is frozen or stopped stays so, and is not woken.
s_nudge_frozen() {
	in_background frozen nanosleep=60000 freezer=60000
	pid=$(pid_of nanosleep)
	kill -STOP "$pid"
	sleep 0.3
	set_timeout 500
	before=$(switches "$pid")
	# Stopped, it has left its sleep; the function that it is in now is this.
	refused 16 kp_pass names=get_signal
	blocker "pid=$pid .*reason=busy .*function=get_signal .*wake=stopped"
	is "$(switches "$pid")" "$before"
	kill -CONT "$pid"
	pid=$(pid_of freezer)
	F=/tmp/freezer
	mkdir -p $F
	if mount -t cgroup -o freezer none $F 2>/dev/null; then
		mkdir $F/a
		echo "$pid" >$F/a/cgroup.procs
		echo FROZEN >$F/a/freezer.state
		sleep 0.3
		before=$(switches "$pid")
		refused 16 kp_pass names=hrtimer_nanosleep
		blocker "pid=$pid .*reason=busy .*function=hrtimer_nanosleep .*wake=frozen"
		is "$(switches "$pid")" "$before"
		echo THAWED >$F/a/freezer.state
		echo "$pid" >$F/cgroup.procs
		rmdir $F/a
		umount $F
	else
		on "fp alone" || die "no cgroup freezer"
	fi
	# And when it goes on again it can be woken.
	set_timeout 20000
	load kp_pass names=hrtimer_nanosleep
	enable kp_pass 0
	unload kp_pass
	end_background
	is "$(told freezer end)" ok
}

# One that cannot be woken stands in the way: nobody else is woken either.
s_nudge_vain() {
	needs kernel_clone futex_wait do_epoll_wait
	in_background frozen vfork=6000 futex=60000 epoll=60000
	futex=$(pid_of futex)
	epoll=$(pid_of epoll)
	before="$(switches "$futex") $(switches "$epoll")"
	set_timeout 1500
	refused 16 kp_pass names=kernel_clone,futex_wait,do_epoll_wait
	blocker "pid=$(pid_of vfork) .*function=kernel_clone .*wake=uninterruptible"
	[ "$(of blockers)" -ge 3 ]
	is "$(switches "$futex") $(switches "$epoll")" "$before"
	end_background
	is "$(told epoll eintr)" 0
	is "$(told futex end)" ok
}

# More sleepers than a record describes: all of them are got out.
s_nudge_many() {
	kinds=
	for i in $(seq 30); do
		kinds="$kinds futex=60000"
	done
	in_background frozen $kinds
	set_timeout 20000
	load kp_pass names=futex_wait
	enable kp_pass 0
	unload kp_pass
	end_background
	grep -q "end=signal" /tmp/bg && die "$(cat /tmp/bg)"
	return 0
}

# A stack that nobody can be woken for: nobody is.
s_nudge_unrelated() {
	in_background frozen epoll=60000
	pid=$(pid_of epoll)
	load kt_noorc
	sleep 0.5
	set_timeout 500
	before=$(switches "$pid")
	# Of both, the record names the one that it knows more of.
	refused 16 kp_pass names=do_epoll_wait
	blocker "comm=kt_noorc"
	blocker "pid=$pid .*wake=yes"
	is "$(switches "$pid")" "$before"
	unload kt_noorc
	end_background
	is "$(told epoll eintr)" 0
}

# Who waits for io_uring is told, comes no further than its own wait, and stays:
# that is said, and the wait goes on.
s_nudge_uring() {
	# Not every compiler makes a function of the first, or one to redirect.
	for fn in io_cqring_wait __do_sys_io_uring_enter ""; do
		grep -qx "$fn" /sys/kernel/tracing/available_filter_functions &&
			break
	done
	[ "$fn" ] || not_on "fp 6.1" "no such function of io_uring"
	in_background frozen uring=5000
	pid=$(pid_of uring)
	set_timeout 1000
	refused 16 kp_pass names=$fn
	blocker "pid=$pid .*function=$fn .*wake=stays"
	sleep 5
	end_background
	is "$(told uring end)" ok
	is "$(told uring eintr)" 0
	# When it has left, by itself, the change goes in.
	in_background frozen uring=60000
	set_timeout 30000
	helper load $M/kp_pass.ko names=$fn >/tmp/err 9>&- &
	pid=$!
	sleep 1
	end_background
	wait $pid || die "$(cat /tmp/err): $(refusal)"
	enable kp_pass 0
	unload kp_pass
}

# The code that sleepers wait in can be changed as well, beside sleepers.
s_nudge_exit_path() {
	needs task_work_run get_signal
	in_background frozen nanosleep=60000 futex=60000
	set_timeout 20000
	for name in task_work_run get_signal do_exit; do
		load kp_pass names=$name
		enable kp_pass 0
		unload kp_pass
	done
	# Nobody can wait there for it then.
	set_timeout 1000
	if err=$(helper load $M/kp_pass.ko names=task_work_run,futex_wait); then
		enable kp_pass 0
		unload kp_pass
	else
		is "$err" 16
		blocker "pid=$(pid_of futex) .*function=futex_wait .*wake=stays"
	fi
	end_background
	is "$(told nanosleep end)" ok
	is "$(told futex end)" ok
}

# Takes kp_pass out again. The task of beside_zeros() is stopped for that: else it is
# inside whenever kpatch.ko looks.
out_beside_zeros() {
	kill -STOP $zeros
	set_timeout 20000
	enable kp_pass 0
	unload kp_pass
	kill -CONT $zeros
}

# refused_beside_zeros: twice, a request whose task computes on while it is refused
refused_beside_zeros() {
	refusals=0
	for i in 1 2; do
		users=$(cat /sys/module/kpatch/refcnt)
		if helper load $M/kp_pass.ko names=read_zero >/dev/null; then
			out_beside_zeros
		else
			refusals=$((refusals + 1))
			is "$(cat /sys/module/kpatch/refcnt)" "$users"
		fi
		# To unload it is to wait for tasks that run in the kernel.
		kill -STOP $zeros
		unload kpatch
		load kpatch timeout_ms=400 trust="$trust"
		kill -CONT $zeros
	done
	[ $refusals -gt 0 ] || die "nothing was refused"
}

# A task that does not leave the kernel in a whole round is asked to leave. That is
# taken back when the request ends: nothing keeps kpatch.ko loaded.
s_nudge_taken_back() {
	needs read_zero
	set_timeout 400
	zeros_at_once=128M
	beside_zeros refused_beside_zeros
	unload kpatch
	load kpatch timeout_ms=2000 trust="$trust"
}

# --- how long it takes from them ----------------------------------------------

WAKEABLE="pipe futex nanosleep epoll poll wait4"
# What reads from a pipe has another name since 6.16.
PIPE_READ=$(sed -n 's/.* [tT] \(anon_pipe_read\)$/\1/p' /proc/kallsyms)
PIPE_READ=${PIPE_READ:-pipe_read}
CHANGED=$PIPE_READ,futex_wait,hrtimer_nanosleep,do_epoll_wait,do_sys_poll,do_wait

# measure WHAT COMMAND...: the table's lines of WHAT, while COMMAND runs
measure() {
	what=$1
	shift
	in_background frozen $kinds
	"$@"
	exec 9>&-
	wait $background || die "frozen: $(cat /tmp/bg)"
	sed -n "s/^frozen /frozen while=$what /p" /tmp/bg >>/tmp/table
}

# Nothing is asked for; what the machine takes from sleepers by itself.
nothing() {
	sleep "${seconds:-4}"
}

# Runs COMMAND beside a task that is always inside read_zero(), and runs.
beside_zeros() {
	dd if=/dev/zero of=/dev/null bs=${zeros_at_once:-256M} 2>/dev/null &
	zeros=$!
	"$@"
	kill $zeros
}

succeeds() {
	set_timeout 20000
	load kp_pass names=$CHANGED
	sleep 1
	enable kp_pass 0
	unload kp_pass
	sleep 2
}

# A request that is retried for as long as measure() looks. Now and then one gets in
# between two reads; then the next begins.
retried() {
	end=$(($(date +%s) + ${seconds:-4}))
	while left=$((end - $(date +%s))) && [ $left -gt 0 ]; do
		set_timeout $((left * 1000))
		if helper load $M/kp_pass.ko names=read_zero,$CHANGED >/dev/null; then
			out_beside_zeros
		fi
	done
}

fails() {
	set_timeout $((${seconds:-4} * 1000))
	refused 16 kp_pass names=kernel_clone,$CHANGED
}

# in_table WHAT KIND KEY
in_table() {
	sed -n "s/^frozen while=$1 kind=$2 .*$3=\([^ ]*\).*/\1/p" /tmp/table
}

# worst WHAT KEY: of all kinds
worst() {
	sed -n "s/^frozen while=$1 .*$2=\([0-9]*\).*/\1/p" /tmp/table | sort -n | tail -n 1
}

# within_bounds WHAT BESIDE: no more than 100 ms at once and 5 % in all. An
# emulated machine on a busy host is late by itself: what is lost while BESIDE
# does not count, nor as much again, as a request is work for the CPUs as well.
within_bounds() {
	for kind in $WAKEABLE; do
		is "$(in_table "$1" $kind end)" ok
		gap=$(($(in_table "$1" $kind gap_us) - 2 * $(worst "$2" gap_us)))
		share=$(($(in_table "$1" $kind share_ppm) - 2 * $(worst "$2" share_ppm)))
		[ $gap -le 100000 ] || die "$kind while $1: $gap us: $(cat /tmp/table)"
		[ $share -le 50000 ] || die "$kind while $1: $share ppm: $(cat /tmp/table)"
	done
}

s_frozen_time() {
	needs do_epoll_wait do_sys_poll do_wait $PIPE_READ read_zero
	rm -f /tmp/table
	kinds=$WAKEABLE
	measure nothing nothing
	measure succeeds succeeds
	measure loaded beside_zeros nothing
	measure retried beside_zeros retried
	kinds="vfork=60000 $WAKEABLE"
	measure fails fails
	# Nobody was woken for what failed for another's sake.
	is "$(in_table fails epoll eintr)" 0
	within_bounds succeeds nothing
	within_bounds fails nothing
	within_bounds retried loaded
	# Who runs in the way is held as briefly, and no call of it ends early.
	kinds="zeros zeros"
	measure calm nothing
	CHANGED=read_zero
	measure running succeeds
	is "$(worst running eintr)" 0
	[ "$(worst running gap_us)" -le 100000 ] || die "$(cat /tmp/table)"
	share=$(($(worst running share_ppm) - 2 * $(worst calm share_ppm)))
	[ $share -le 50000 ] || die "who runs: $share ppm: $(cat /tmp/table)"
}

# The same for everybody who looks at it; bench-frozen.sh makes a table of it.
s_bench_frozen() {
	seconds=10
	s_frozen_time
	kinds="uring seccomp vfork"
	CHANGED=hrtimer_nanosleep,io_cqring_wait,kernel_clone
	measure nothing nothing
	measure retried beside_zeros retried
	cat /tmp/table
}
