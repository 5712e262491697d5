# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# The scenarios, sourced by init in the test kernel. Each is a function that
# starts with s_; it runs in a subshell under `set -e`, so that any command
# that fails fails the scenario, and what it printed is shown then.

K=/sys/kernel/kpatch
M=/modules

# --- helpers ---------------------------------------------------------------

die() {
	echo "$*"
	exit 1
}

# is WHAT EXPECTED: compare
is() {
	[ "$1" = "$2" ] || die "got '$1', not '$2'"
}

load() {
	module=$1
	shift
	err=$(helper load "$M/$module.ko" "$@") || die "load $module $*: $err: $(refusal)"
}

# refused ERRNO MODULE PARAMETER...: it must not load
refused() {
	want=$1
	module=$2
	shift 2
	err=$(helper load "$M/$module.ko" "$@") && die "$module was loaded"
	is "$err" "$want"
}

unload() {
	for module; do
		err=$(helper unload "$module") || die "unload $module: $err"
	done
}

# refusal: reason of the last one
refusal() {
	sed -n 's/^reason=//p' $K/last_refusal
}

# of KEY: a value of the last refusal
of() {
	sed -n "s/^$1=//p" $K/last_refusal
}

# change KEY: a value of the last change
change() {
	sed -n "s/^$1=//p" $K/last_change
}

enable() {
	err=$(helper write "$K/$1/enabled" "$2") || die "enabled $2 of $1: $err: $(refusal)"
}

# not_enabled ERRNO PATCH VALUE: the write is refused
not_enabled() {
	err=$(helper write "$K/$2/enabled" "$3") && die "enabled $3 of $2 went through"
	is "$err" "$1"
}

patched_cmdline() {
	grep -q kpatch=1 /proc/cmdline
}

# check KEY: a value of the last check
checked() {
	sed -n "s/^$1=//p" $K/last_check
}

# blocker REGEX: a line of the last refusal's blockers
blocker() {
	grep -q -E "^blocker=.*$1" $K/last_refusal || die "no blocker $1 in: $(cat $K/last_refusal)"
}

log_of() {
	cat "/sys/module/$1/parameters/log"
}

value() {
	cat /proc/kt_value
}

# in_background COMMAND...: until end_background; waits for its `ready`
in_background() {
	rm -f /tmp/hold /tmp/bg
	mkfifo /tmp/hold
	"$@" </tmp/hold >/tmp/bg 2>&1 &
	background=$!
	exec 9>/tmp/hold
	until grep -q ready /tmp/bg; do
		kill -0 $background || die "$* ended: $(cat /tmp/bg)"
		sleep 0.1
	done
}

end_background() {
	exec 9>&-
	wait $background || die "background: $(cat /tmp/bg)"
	cat /tmp/bg
}

# asleep PID FUNCTION: wait until it sleeps there
asleep() {
	for i in 1 2 3 4 5 6 7 8 9 10; do
		grep -q "$2" "/proc/$1/stack" 2>/dev/null && return
		sleep 0.1
	done
	# Not every kernel shows stacks; time has to do then.
	[ -e "/proc/$1/stack" ] && die "$1 is not in $2: $(cat "/proc/$1/stack")"
	return 0
}

# kpatch.ko gives functions back to others some time after the last patch.
until_disarmed() {
	for i in $(seq 100); do
		grep -q 'tramp:.*kpatch' /sys/kernel/tracing/enabled_functions || return 0
		sleep 0.1
	done
	die "still armed: $(cat /sys/kernel/tracing/enabled_functions)"
}

set_timeout() {
	echo "$1" >$K/timeout_ms
}

on() {
	case " $* " in
	*" $kernel "*)	return 0 ;;
	esac
	return 1
}

# not_on KERNELS REASON: this kernel cannot have the scenario; ends it, and
# the result says so. A kernel that is not named fails.
not_on() {
	on "$1" || die "should be possible here: $2"
	echo "$2"
	exit 77
}

# Not every kernel has them.
sysctls() {
	[ -e /proc/sys/kernel/ftrace_enabled ]
}

# A stack that cannot be walked: with trust, for want of a table.
unwalkable() {
	case $trust in
	off)	echo 131 unreliable ;;
	*)	echo 129 untrusted ;;
	esac
}

# --- scenarios -------------------------------------------------------------

# A function of vmlinux changes and changes back; everything shown is right.
s_patch() {
	before=$(cat /proc/cmdline)
	load kp_cmdline
	patched_cmdline
	is "$(cat $K/kp_cmdline/enabled)" 1
	is "$(cat $K/kp_cmdline/vmlinux/patched)" 1
	is "$(cat $K/kp_cmdline/replace)" 0
	is "$(cat $K/kp_cmdline/forced)" 0
	is "$(change patch)" kp_cmdline
	is "$(change action)" enable
	is "$(change functions)" 1
	[ "$(change stopped_ns)" -gt 0 ]
	[ "$(change walked_inside)" -ge 4 ]
	shown=$(cat "$K/kp_cmdline/vmlinux/cmdline_proc_show,1/old_addr")
	is "${shown#0x}" "$(grep -w cmdline_proc_show /proc/kallsyms | cut -d ' ' -f 1)"
	shown=$(cat "$K/kp_cmdline/vmlinux/cmdline_proc_show,1/new_addr")
	is "${shown#0x}" "$(grep -w new_cmdline_proc_show /proc/kallsyms | cut -d ' ' -f 1)"
	# Bit 15: livepatch.
	! sysctls || [ $(($(cat /proc/sys/kernel/tainted) >> 15 & 1)) = 1 ]
	grep -q K /sys/module/kp_cmdline/taint

	# In use, it cannot be unloaded.
	err=$(helper unload kp_cmdline) && die "unloaded while in use"
	is "$err" 11
	enable kp_cmdline 0
	is "$(change action)$(change functions)" disable1
	is "$(cat /proc/cmdline)" "$before"
	is "$(cat $K/kp_cmdline/enabled)" 0
	is "$(cat $K/kp_cmdline/vmlinux/patched)" 0
	enable kp_cmdline 1
	patched_cmdline
	not_enabled 114 kp_cmdline 1
	is "$(refusal)" state
	enable kp_cmdline 0
	is "$(cat /proc/cmdline)" "$before"
	not_enabled 114 kp_cmdline 0
	unload kp_cmdline
	[ ! -e $K/kp_cmdline ]
}

# Two patches of one function: the newer wins, whichever goes first.
s_stack() {
	load kp_cmdline
	load kp_cmdline2
	is "$(cat $K/kp_cmdline2/checksum)" second
	grep -q kpatch=2 /proc/cmdline
	grep -q "kpatch version 2" /proc/version
	enable kp_cmdline2 0
	grep -q kpatch=1 /proc/cmdline
	grep -q kpatch /proc/version && die "version still patched"
	enable kp_cmdline2 1
	grep -q kpatch=2 /proc/cmdline
	enable kp_cmdline 0
	grep -q kpatch=2 /proc/cmdline
	enable kp_cmdline 1
	grep -q kpatch=1 /proc/cmdline
	grep -q "kpatch version 2" /proc/version
	enable kp_cmdline 0
	enable kp_cmdline2 0
	patched_cmdline && die "still patched"
	unload kp_cmdline kp_cmdline2
}

# replace takes all others out in the same moment.
s_replace() {
	load kt_target
	load kp_cmdline2
	load kp_target
	load kp_cmdline replace=1
	is "$(change action)" replace
	is "$(cat $K/kp_cmdline/replace)" 1
	grep -q kpatch=1 /proc/cmdline
	grep -q kpatch /proc/version && die "version still patched"
	is "$(value)" "old old"
	is "$(cat $K/kp_cmdline2/enabled)$(cat $K/kp_target/enabled)" 00
	is "$(log_of kp_target)" AaBbcCdD
	# What was replaced can come back, or be unloaded.
	unload kp_cmdline2
	enable kp_target 1
	is "$(value)" "new new"
	enable kp_cmdline 0
	enable kp_cmdline 1
	is "$(value)" "old old"
	enable kp_cmdline 0
	unload kp_cmdline kp_target kt_target
}

# A replace that is refused leaves all as it was.
s_replace_refused() {
	load kt_target
	load kp_target
	load kp_cmdline
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	set_timeout 100
	refused 16 kp_sleep replace=1
	is "$(value)" "new new"
	patched_cmdline
	is "$(cat $K/kp_cmdline/enabled)$(cat $K/kp_target/enabled)" 11
	# Told that they go, then that they stay.
	is "$(log_of kp_target)" AaBbcCBb
	cat /proc/kt_wake >/dev/null
	wait
	enable kp_target 0
	enable kp_cmdline 0
	unload kp_cmdline kp_target kt_target
}

# Target first, patch first, target gone and back.
s_target_first() {
	load kt_target
	is "$(value)" "old old"
	load kp_target
	is "$(value)" "new new"
	is "$(cat /proc/kt_init)" old
	is "$(cat $K/kp_target/kt_target/patched)" 1
	# Pinned while it is patched.
	err=$(helper unload kt_target) && die "target unloaded"
	is "$err" 11
	enable kp_target 0
	is "$(value)" "old old"
	is "$(cat $K/kp_target/kt_target/patched)" 0
	unload kt_target
	enable kp_target 1
	is "$(cat $K/kp_target/kt_target/patched)" 0
	grep -q "kpatch version" /proc/version
	load kt_target
	is "$(value)" "new new"
	enable kp_target 0
	unload kp_target
	is "$(value)" "old old"
	unload kt_target
}

s_patch_first() {
	load kp_target
	is "$(cat $K/kp_target/kt_target/patched)" 0
	is "$(log_of kp_target)" AB
	load kp_target2
	load kt_target
	# Before its init ran; and the newer patch wins.
	is "$(cat /proc/kt_init)" newer
	is "$(value)" "newer new"
	is "$(log_of kp_target)" ABab
	is "$(cat $K/kp_target/kt_target/patched)" 1
	enable kp_target2 0
	is "$(value)" "new new"
	enable kp_target 0
	is "$(value)" "old old"
	unload kt_target
	enable kp_target 1
	load kt_target
	is "$(cat /proc/kt_init)" new
	enable kp_target 0
	unload kp_target kp_target2 kt_target
}

# A target that comes while a newer patch is put in: the newer one has patched
# it before the older one gets to, and still wins.
s_order() {
	load kp_target
	# Somebody holds up all requests for a while.
	set_timeout 3000
	helper load $M/kp_named.ko name=worker_thread >/tmp/first &
	sleep 0.5
	helper load $M/kp_target2.ko >/tmp/second &
	sleep 0.5
	helper load $M/kt_target.ko >/tmp/third &
	wait
	is "$(cat /tmp/first /tmp/second /tmp/third | tr '\n' ' ')" "16 0 0 "
	is "$(value)" "newer new"
	enable kp_target2 0
	is "$(value)" "new new"
	enable kp_target 0
	is "$(value)" "old old"
	unload kp_target kp_target2 kt_target
}

# The init of a module cannot be changed: others get its memory later.
s_init_code() {
	load kp_init
	refused 6 kt_target
	is "$(refusal)" no-fentry
	is "$(of function)" kt_target_init
	enable kp_init 0
	unload kp_init
	load kt_target
	unload kt_target
}

# Targets come and go while patches do.
s_target_race() {
	set_timeout 30000
	load kp_target
	touch /tmp/go
	while [ -e /tmp/go ]; do
		helper load $M/kt_target.ko >/tmp/came || echo "load: $(cat /tmp/came)"
		cat /proc/kt_value >/dev/null
		helper unload kt_target >/dev/null
	done >/tmp/raced 2>/dev/null &
	for i in $(seq 60); do
		now=$(value 2>/dev/null) || now=
		[ -z "$now" ] || is "$now" "new new"
		enable kp_target 0
		now=$(value 2>/dev/null) || now=
		[ -z "$now" ] || is "$now" "old old"
		enable kp_target 1
	done
	rm /tmp/go
	wait
	# It is there already where it could not be unloaded.
	grep -v -x 'load: 17' /tmp/raced && die "a load failed"
	enable kp_target 0
	helper unload kt_target >/dev/null || :
	[ ! -e /proc/kt_value ]
	unload kp_target
}

# The target's init fails, patched; nothing of it is left.
s_init_fails() {
	load kp_target
	refused 5 kt_target fail_init=1
	dmesg | tail -n 5 | grep -q "kt_target: init: new"
	is "$(log_of kp_target)" ABabcd
	is "$(cat $K/kp_target/kt_target/patched)" 0
	refused 5 kt_target fail_init=1
	load kt_target
	is "$(value)" "new new"
	enable kp_target 0
	unload kp_target kt_target
}

# Forced out by root, where the kernel allows that.
s_target_forced_out() {
	load kt_target
	load kp_target
	busybox rmmod -f kt_target 2>/dev/null || :
	if [ -e /proc/kt_value ]; then
		enable kp_target 0
		unload kt_target
	else
		is "$(cat $K/kp_target/kt_target/patched)" 0
		load kt_target
		is "$(value)" "new new"
		enable kp_target 0
		unload kt_target
	fi
	unload kp_target
}

# Callbacks, in order, and each veto.
s_callbacks() {
	load kt_target
	refused 125 kp_target veto=11
	is "$(refusal)" veto
	is "$(of object)" kt_target
	is "$(of detail)" 'pre_patch\x20returned\x20-11'
	is "$(value)" "old old"
	refused 125 kp_target veto_vmlinux=12
	is "$(of object)" vmlinux
	grep -q kpatch /proc/version && die "patched in spite of the veto"

	load kp_target
	is "$(log_of kp_target)" AaBb
	enable kp_target 0
	is "$(log_of kp_target)" AaBbcCdD
	# The veto of one undoes what the other did.
	echo 11 >/sys/module/kp_target/parameters/veto
	echo >/sys/module/kp_target/parameters/log
	not_enabled 125 kp_target 1
	is "$(log_of kp_target | tr -d '\n')" AaD
	unload kt_target
	# A veto as the target comes: the target is refused.
	enable kp_target 1
	refused 125 kt_target
	is "$(of action)" module
	is "$(refusal)" veto
	[ ! -e /proc/kt_value ]
	is "$(cat $K/kp_target/kt_target/patched)" 0
	grep -q "kpatch version" /proc/version
	echo 0 >/sys/module/kp_target/parameters/veto
	load kt_target
	is "$(value)" "new new"
	enable kp_target 0
	unload kp_target kt_target
	# A callback that asks for a change gets an error, not a deadlock.
	refused 125 kp_target reenter=1
	is "$(of detail)" 'pre_patch\x20returned\x20-35'
}

# With several patches, the veto of the newer one undoes the older one, too.
s_veto_second() {
	load kp_target2
	load kp_target veto=11
	refused 125 kt_target
	is "$(cat $K/kp_target2/kt_target/patched)$(cat $K/kp_target/kt_target/patched)" 00
	enable kp_target 0
	load kt_target
	is "$(value)" "newer old"
	enable kp_target2 0
	unload kp_target kp_target2 kt_target
}

# Somebody is inside: refused, and named; then gone, and it goes in.
s_busy() {
	load kt_target
	set_timeout 200
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
	(sleep 1; cat /proc/kt_wake >/dev/null) &
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

# ftrace cannot let go of a function while a task in the kernel never sleeps:
# who wants the function again waits no longer than he said, and not in vain.
s_disarm_held_up() {
	load kp_cmdline
	enable kp_cmdline 0
	load kt_thread hog=1
	# By now it is being given back.
	sleep 3
	set_timeout 500
	if err=$(helper write $K/kp_cmdline/enabled 1); then
		patched_cmdline
		enable kp_cmdline 0
	elif [ "$err" = 131 ] && on fp; then
		is "$(refusal)" unreliable # the stack of the hog
	else
		is "$err" 98
		is "$(refusal)" conflict
		helper write $K/kp_cmdline/enabled 1 >/tmp/err &
		pid=$!
		sleep 0.2
		kill $pid
		wait $pid || :
	fi
	unload kt_thread
	set_timeout 20000
	enable kp_cmdline 1
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

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

# A stack that cannot be walked refuses everything, and is named.
s_unreliable() {
	load kt_noorc
	sleep 0.5
	set_timeout 200
	set -- $(unwalkable)
	refused "$1" kp_cmdline
	is "$(refusal)" "$2"
	blocker "kthread=1 .*reason=$2 .*comm=kt_noorc"
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

# Who is always active: idle tasks, stoppers, the requester.
s_always_active() {
	set_timeout 0
	cpus=$(grep -c ^processor /proc/cpuinfo)
	refused 16 kp_named name=cpu_startup_entry check=1
	is "$(checked blockers)" "$cpus"
	grep -q -E '^blocker=.* pid=0 .*comm=swapper/1$' $K/last_check
	refused 16 kp_named name=cpu_stopper_thread check=1
	grep -q -E '^blocker=.* comm=migration/0$' $K/last_check
	is "$(checked blockers)" "$cpus"
	refused 16 kp_named name=worker_thread check=1
	grep -q -E '^blocker=.* kthread=1 .*comm=kworker' $K/last_check
	refused 16 kp_named name=do_init_module check=1
	grep -q -E '^blocker=.*function=do_init_module .*comm=helper$' $K/last_check
	patched_cmdline && die "changed"
	return 0
}

# Force: in, whoever sleeps there, and then for ever. Leaves modules behind.
s_force() {
	load kt_target
	helper read /proc/kt_sleep >/tmp/slept &
	asleep $! kt_sleep
	set_timeout 100
	load kp_force
	is "$(cat $K/kp_force/forced)" 1
	is "$(cat /proc/kt_sleep)" 3
	cat /proc/kt_wake >/dev/null
	wait
	is "$(cat /tmp/slept)" 1
	enable kp_force 0
	err=$(helper unload kp_force) && die "forced patch unloaded"
	is "$err" 11
	# The whole patch, by the parameter.
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	load kp_sleep force=1
	is "$(helper read /proc/kt_nap)" 2
	enable kp_sleep 0
	cat /proc/kt_wake >/dev/null
	wait
}

# Would it go in? Nothing changes.
s_check() {
	load kt_target
	refused 125 kp_sleep check=1
	is "$(checked reason)" none
	is "$(checked errno)" 0
	[ ! -e $K/kp_sleep ]
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	refused 16 kp_sleep check=1
	is "$(checked reason)" busy
	is "$(checked retries)" 0
	grep -q "^blocker=.* pid=$pid " $K/last_check
	cat /proc/kt_wake >/dev/null
	wait

	load kp_sleep
	err=$(helper write $K/kp_sleep/check 1) || die "check: $err"
	is "$(checked reason)" none
	is "$(cat $K/kp_sleep/enabled)" 1
	helper read /proc/kt_sleep >/dev/null &
	asleep $! sleep_here
	err=$(helper write $K/kp_sleep/check 1) && die "check went through"
	is "$err" 16
	is "$(helper read /proc/kt_nap)" 2
	echo 1 >/sys/module/kp_sleep/parameters/wake
	wait
	enable kp_sleep 0
	err=$(helper write $K/kp_sleep/check 1) || die "check: $err"
	is "$(cat $K/kp_sleep/enabled)" 0
	# No callbacks either.
	refused 125 kp_target check=1
	refused 125 kp_target check=1 veto=1
	is "$(checked reason)" none
	unload kp_sleep kt_target
}

# A long record that is replaced while it is read can be told from a whole one.
s_record_torn() {
	set_timeout 0
	refused 16 kp_named name=kthread check=1
	is "$(checked end)" "$(checked seq)"
	exec 8<$K/last_check
	dd bs=1024 count=1 <&8 >/tmp/torn 2>/dev/null
	refused 16 kp_named name=kthread check=1
	cat <&8 >>/tmp/torn
	exec 8<&-
	is "$(sed -n 's/^end=//p' /tmp/torn)" $(($(sed -n 's/^seq=//p' /tmp/torn) + 1))
}

# Symbols: missing, several, by position, moved; what is no function.
s_symbols() {
	load kt_dup
	refused 76 kp_dup
	is "$(refusal)" ambiguous
	is "$(of function)" kt_dup
	refused 34 kp_dup sympos=3
	is "$(refusal)" position
	both=/sys/module/kt_dup/parameters/both
	is "$(cat $both)" "a b"
	load kp_dup sympos=1
	first=$(cat $both)
	[ -e "$K/kp_dup/kt_dup/kt_dup,1" ]
	enable kp_dup 0
	unload kp_dup
	load kp_dup sympos=2
	[ -e "$K/kp_dup/kt_dup/kt_dup,2" ]
	is "$first $(cat $both)" "new b a new"
	enable kp_dup 0
	unload kp_dup kt_dup

	refused 2 kp_named name=no_such_function
	is "$(refusal)" not-found
	name=$(grep ' t ' /proc/kallsyms | grep -v '\[' | cut -d ' ' -f 3 | sort | uniq -d | head -n 1)
	refused 76 kp_named name=$name
	is "$(refusal)" ambiguous
	is "$(of object)" vmlinux
	refused 99 kp_named name=cmdline_proc_show old_addr=0xffffffff81000010
	is "$(refusal)" address
	# Data, and a function that is not traced.
	refused 6 kp_named name=jiffies_64
	is "$(refusal)" no-fentry
	refused 6 kp_named name=asm_exc_page_fault
	is "$(refusal)" no-fentry
}

# Tables that lie.
s_malformed() {
	refused 22 kp_named name=
	is "$(refusal)" malformed
	refused 22 kp_named name=cmdline_proc_show nr_funcs=100000
	is "$(refusal)" malformed
	refused 22 kp_named name=cmdline_proc_show nr_funcs=4294967295
	is "$(refusal)" malformed
	refused 22 kp_named name=cmdline_proc_show new_addr=0xffffffff81000010
	is "$(refusal)" malformed
	refused 22 kp_named name=cmdline/proc_show
	is "$(refusal)" malformed
}

s_dynrela() {
	load kt_target
	load kp_dynrela
	is "$(value)" "old old"
	enable kp_dynrela 0
	unload kt_target
	enable kp_dynrela 1
	load kt_target
	is "$(value)" "old old"
	enable kp_dynrela 0
	unload kp_dynrela
	refused 8 kp_dynrela bad=1
	is "$(refusal)" relocation
	refused 8 kp_dynrela bad=2
	is "$(refusal)" relocation
	refused 75 kp_dynrela bad=3
	is "$(refusal)" overflow
	refused 2 kp_dynrela bad=4
	is "$(refusal)" not-found
	unload kt_target
}

# Others that want the same function, in both orders.
s_conflict_kprobe() {
	load kt_kprobe post=1
	refused 98 kp_cmdline
	is "$(refusal)" conflict
	is "$(of function)" cmdline_proc_show
	unload kt_kprobe
	load kp_cmdline
	helper load $M/kt_kprobe.ko post=1 && die "kprobe with post handler beside a patch"
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

s_conflict_livepatch() {
	P=/sys/kernel/livepatch/kt_livepatch
	until_disarmed
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

s_ftrace_off() {
	sysctls || not_on "fp debug" "no sysctls"
	until_disarmed
	echo 0 >/proc/sys/kernel/ftrace_enabled
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

s_shadow() {
	load kt_shadow
	unload kt_shadow
}

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

# Zombies have no stack, and stop nobody.
s_zombie() {
	in_background helper zombies
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
	end_background
}

s_offline() {
	load kp_cmdline
	echo 0 >/sys/devices/system/cpu/cpu1/online
	enable kp_cmdline 0
	enable kp_cmdline 1
	patched_cmdline
	echo 1 >/sys/devices/system/cpu/cpu1/online
	taskset 2 grep -q kpatch=1 /proc/cmdline
	enable kp_cmdline 0
	taskset 2 grep -q kpatch=1 /proc/cmdline && die "CPU 1 still patched"
	unload kp_cmdline
}

# CPUs come and go during the changes.
s_hotplug() {
	load kp_cmdline
	touch /tmp/go
	while [ -e /tmp/go ]; do
		echo 0 >/sys/devices/system/cpu/cpu1/online
		echo 1 >/sys/devices/system/cpu/cpu1/online
		# Whoever brings CPUs up and down keeps others out meanwhile.
		sleep 0.2
	done &
	toggle 10
	rm /tmp/go
	wait
	is "$(cat /sys/devices/system/cpu/cpu1/online)" 1
	enable kp_cmdline 0
	unload kp_cmdline
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

# A patch module that registers and then fails to load.
s_broken() {
	refused 84 kp_broken
	patched_cmdline && die "patched by a module that is gone"
	[ ! -e $K/kp_broken ]
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

# The same while somebody is in its new function: the module stays until he
# has left.
s_broken_busy() {
	load kt_target
	set_timeout 200
	helper load $M/kp_broken.ko busy=1 >/tmp/err &
	until [ "$(cat $K/kp_broken/enabled 2>/dev/null)" = 1 ]; do
		sleep 0.1
	done
	is "$(helper read /proc/kt_sleep)" 2
	wait
	is "$(cat /tmp/err)" 84
	is "$(refusal)" busy
	is "$(of patch)" kp_broken
	[ ! -e $K/kp_broken ]
	patched_cmdline && die "patched by a module that is gone"
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline kt_target
}

# Whoever looks into sysfs meanwhile finds what is there, or nothing.
s_sysfs_race() {
	touch /tmp/go
	for i in 1 2; do
		while [ -e /tmp/go ]; do
			cat $K/kp_cmdline/* $K/kp_cmdline/vmlinux/* \
				$K/kp_cmdline/vmlinux/*/* $K/last_*
			helper write $K/kp_cmdline/check 1
		done >/dev/null 2>&1 &
	done
	for i in $(seq 30); do
		load kp_cmdline
		enable kp_cmdline 0
		# A check needs it for as long as it lasts.
		until err=$(helper unload kp_cmdline); do
			is "$err" 11
		done
	done
	rm /tmp/go
	wait
	[ ! -e $K/kp_cmdline ]
}

# NMIs that call two functions never find one old and one new.
s_nmi() {
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
}

# toggle N: enable and disable while something runs in the background
toggle() {
	set_timeout 60000
	for i in $(seq "$1"); do
		enable kp_cmdline 0
		patched_cmdline && die "change $i: still patched"
		enable kp_cmdline 1
		patched_cmdline || die "change $i: not patched"
	done
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

# Every allocation of a request fails once; each time nothing has changed.
s_memory() {
	[ -e /proc/self/fail-nth ] || not_on "6.12 6.1 fp" "no fault injection"
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
	unload kt_manual kp_manual kp_target2 kt_target
}

# kmemleak: nothing that was allocated has been lost.
s_leaks() {
	L=/sys/kernel/debug/kmemleak
	[ -e $L ] || not_on "6.12 6.1 fp" "no kmemleak"
	# What is freed by RCU or is just in a register looks lost at first.
	sleep 2
	echo scan >$L
	sleep 6
	echo scan >$L
	grep -E -A 30 'kpatch|kp_|kt_' $L && die "leaks"
	return 0
}

# --- the command -------------------------------------------------------------

# exits CODE ARGUMENT...: kpatch ends so; what it says is in /tmp/said
exits() {
	want=$1
	shift
	code=0
	kpatch "$@" >/tmp/said 2>&1 || code=$?
	[ $code = "$want" ] || die "kpatch $*: exit $code, not $want: $(cat /tmp/said)"
}

# says REGEX...: lines of it
says() {
	for regex; do
		grep -q -E -e "$regex" /tmp/said || die "no '$regex' in: $(cat /tmp/said)"
	done
}

# A patch goes in, is shown, and comes out.
s_cmd_load() {
	before=$(cat /proc/cmdline)
	exits 0 list
	says '^no patch is loaded$'
	exits 0 load $M/kp_cmdline.ko
	says '^kp_cmdline: in use \(1 functions; stopped for [0-9.]+ [mu]?s; [0-9]+ retries\)$'
	patched_cmdline
	exits 0 load $M/kp_cmdline.ko
	says 'in use already'
	exits 0 list
	says '^kp_cmdline: in use$' '^  vmlinux: patched$' '^    cmdline_proc_show$'
	old=$(grep -w cmdline_proc_show /proc/kallsyms | cut -d ' ' -f 1)
	new=$(grep -w new_cmdline_proc_show /proc/kallsyms | cut -d ' ' -f 1)
	exits 0 info kp_cmdline
	says "^  cmdline_proc_show,1  0x$old -> 0x$new\$"
	exits 0 info $M/kp_cmdline.ko
	says '^this kernel: fits$' '^state: *in use$' '^changes in vmlinux:$' '^  cmdline_proc_show$'
	exits 0 unload kp_cmdline
	says '^kp_cmdline: unloaded \(1 functions; stopped for'
	is "$(cat /proc/cmdline)" "$before"
	[ ! -e /sys/module/kp_cmdline ]

	# Taken out by hand, it is put in again; loaded by hand, it is unloaded.
	load kp_cmdline
	enable kp_cmdline 0
	exits 0 load $M/kp_cmdline.ko
	patched_cmdline
	enable kp_cmdline 0
	exits 0 unload kp_cmdline
	says '^kp_cmdline: unloaded$'
	# Several, and packed.
	gzip -c $M/kp_cmdline.ko >/tmp/kp_cmdline.ko.gz
	load kt_target
	exits 0 load /tmp/kp_cmdline.ko.gz $M/kp_target.ko
	is "$(value)" "new new"
	exits 0 unload kp_target.ko kp_cmdline
	unload kt_target
}

# What the file says of its targets is what the kernel does.
s_cmd_targets() {
	load kt_dup
	for patch in kp_cmdline kp_cmdline2 kp_target kp_target2 kp_sleep kp_exit kp_thread kp_nmi; do
		exits 0 info $M/$patch.ko
		sed -n 's/^changes in \(.*\):$/\1/p; s/^  \([^ ]*\)$/\1/p' /tmp/said | sort >/tmp/told
		grep 'cannot be told' /tmp/said && die "$patch"
		exits 0 load $M/$patch.ko
		(cd $K/$patch && ls -d */ */*/ | sed 's|/$||; s|.*/||; s/,1$//' | sort) >/tmp/real
		cmp /tmp/told /tmp/real || die "$patch: $(cat /tmp/told), not $(cat /tmp/real)"
		exits 0 unload $patch
	done
	exits 0 info $M/kp_dup.ko
	says '^  kt_dup$'
	exits 0 info $M/kp_named.ko
	says 'cannot be told'
	unload kt_dup
}

# Refused for now: who, where, and what to do; then it goes in.
s_cmd_busy() {
	load kt_target
	set_timeout 1234
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	exits 1 load --timeout=0.3 $M/kp_sleep.ko
	says 'kp_sleep: putting it in was refused, nothing changed: .*\(busy\)$' \
		'^  where: kt_sleep in kt_target$' '^  tried [0-9]+ times in ' \
		"^  blocked by reader \\(pid $pid\\), sleeping" '^    it is in kt_sleep of kt_target$' \
		'^      kt_sleep\+0x' '^      (ksys_read|vfs_read)\+0x' '^  what to do: .*--timeout'
	is "$(cat $K/timeout_ms)" 1234
	[ ! -e $K/kp_sleep ]
	exits 1 check $M/kp_sleep.ko
	says 'kp_sleep: could not be done now: .*\(busy\)$' "^  blocked by reader \\(pid $pid\\)"
	exits 0 info
	says '^last refusal:$' '^  kp_sleep: putting it in: .*\(busy\)' '^last check:$'
	(sleep 1; cat /proc/kt_wake >/dev/null) &
	exits 0 load --timeout=20 $M/kp_sleep.ko
	says ' [1-9][0-9]* retries'
	wait
	exits 0 check kp_sleep
	says '^kp_sleep: could be taken out now$'
	# Somebody is in the new function.
	helper read /proc/kt_sleep >/tmp/slept &
	asleep $! sleep_here
	exits 1 unload --timeout=0.2 kp_sleep
	says 'taking it out was refused' 'blocked by reader'
	exits 1 check kp_sleep
	is "$(cat $K/kp_sleep/enabled)" 1
	is "$(cat $K/timeout_ms)" 1234
	echo 1 >/sys/module/kp_sleep/parameters/wake
	wait
	exits 0 unload kp_sleep
	exits 0 check $M/kp_sleep.ko
	says '^kp_sleep: could be put in now$'
	[ ! -e /sys/module/kp_sleep ]
	unload kt_target
}

# A signal ends the tries, and the time-out is what it was.
s_cmd_interrupted() {
	load kt_target
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	set_timeout 1234
	kpatch load --timeout=60 $M/kp_sleep.ko >/tmp/said 2>&1 &
	pid=$!
	until [ "$(cat $K/timeout_ms)" = 60000 ]; do
		kill -0 $pid || die "it ended: $(cat /tmp/said)"
		sleep 0.1
	done
	sleep 0.5
	kill -TERM $pid
	code=0
	wait $pid || code=$?
	is $code 1
	says '\(interrupted\)$' '^  blocked by reader'
	is "$(cat $K/timeout_ms)" 1234
	cat /proc/kt_wake >/dev/null
	wait
	unload kt_target
}

s_cmd_replace() {
	load kt_target
	exits 0 load $M/kp_cmdline2.ko $M/kp_target.ko
	exits 0 check --replace $M/kp_cmdline.ko
	says 'could replace all others now'
	exits 0 replace $M/kp_cmdline.ko
	grep -q kpatch=1 /proc/cmdline
	is "$(value)" "old old"
	exits 0 list
	says '^kp_cmdline: in use, replaced others$' '^kp_cmdline2: not in use$' '^kp_target: not in use$'
	exits 0 replace $M/kp_cmdline.ko
	says 'in use already'
	# Loaded, but not to replace: it is loaded anew.
	exits 0 replace $M/kp_target.ko
	is "$(value)" "new new"
	patched_cmdline && die "still patched"
	is "$(change action)" replace
	# And the other way round.
	exits 0 load $M/kp_cmdline.ko
	is "$(value)" "new new"
	patched_cmdline
	exits 3 replace $M/kp_target.ko
	says 'beside it: kp_cmdline' 'what to do: kpatch unload kp_cmdline$'
	exits 0 unload kp_cmdline kp_cmdline2 kp_target
	unload kt_target
}

# What waiting does not mend, and what is no patch at all.
s_cmd_never() {
	load kt_dup
	exits 3 load $M/kp_dup.ko
	says '\(ambiguous\)$' 'where: kt_dup in kt_dup' 'what to do: .*sympos'
	exits 3 check $M/kp_dup.ko
	says '\(ambiguous\)$'
	exits 3 load $M/kp_named.ko
	says '\(malformed\)$'
	# One that fails does not keep the next from going in.
	exits 3 load $M/kp_dup.ko $M/kp_cmdline.ko
	patched_cmdline
	exits 0 unload kp_cmdline
	unload kt_dup
	exits 2 load $M/kt_target.ko
	says 'but no patch'
	exits 2 load /init
	exits 2 load /nowhere.ko
	exits 2 unload kp_cmdline
	says 'no such patch is loaded'
	load kt_target
	exits 2 unload kt_target
	says 'is no patch'
	unload kt_target
	sed 's/vermagic=6/vermagic=7/' $M/kp_cmdline.ko >/tmp/kp_cmdline.ko
	exits 2 load /tmp/kp_cmdline.ko
	says 'built for kernel 7\..*; this is 6\.'
	sysctls || return 0
	until_disarmed
	echo 0 >/proc/sys/kernel/ftrace_enabled
	exits 3 load $M/kp_cmdline.ko
	says '\(ftrace-off\)$' 'what to do: sysctl kernel.ftrace_enabled=1$'
	echo 1 >/proc/sys/kernel/ftrace_enabled
}

# The kernel's loader says no, not kpatch.ko: an old refusal is not shown again.
s_cmd_loader() {
	load kt_dup
	exits 3 load $M/kp_dup.ko
	unload kt_dup
	# A patch with the name of another module.
	sed 's/kp_target/kt_target/g' $M/kp_target.ko >/tmp/other.ko
	load kt_target
	exits 2 load /tmp/other.ko
	says 'kt_target: a module of that name is loaded, and is no patch'
	unload kt_target
}

s_cmd_unreliable() {
	load kt_noorc
	sleep 0.5
	case $trust in
	off)	exits 1 load --timeout=0.2 $M/kp_cmdline.ko
		says '\(unreliable\)$' 'its stack: a stack could not be walked' ;;
	*)	exits 3 load --timeout=0.2 $M/kp_cmdline.ko
		says '\(untrusted\)$' '^ *where: kt_noorc_.* in kt_noorc$' ;;
	esac
	says 'blocked by kernel thread kt_noorc'
	unload kt_noorc
}

# kpatch.ko itself: not there, given, found.
s_cmd_core() {
	unload kpatch
	exits 0 list
	says 'kpatch.ko is not loaded'
	exits 0 info
	says '^kpatch.ko: *not loaded$'
	exits 4 load $M/kp_cmdline.ko
	says 'looked in extra' 'make kmod'
	exits 2 load --module=$M/kt_dup.ko $M/kp_cmdline.ko
	says 'not kpatch.ko'
	exits 0 load --module=$M/kpatch.ko $M/kp_cmdline.ko
	patched_cmdline
	exits 0 unload kp_cmdline
	unload kpatch
	L=/lib/modules/$(uname -r)
	mkdir -p $L/extra
	cp $M/kpatch.ko $L/extra/
	exits 0 check $M/kp_cmdline.ko
	unload kpatch
	rm $L/extra/kpatch.ko
	mkdir -p $L/misc
	gzip -c $M/kpatch.ko >$L/misc/kpatch.ko.gz
	printf 'misc/a.ko:\nmisc/kpatch.ko.gz: misc/a.ko\n' >$L/modules.dep
	exits 0 load $M/kp_cmdline.ko
	exits 0 unload kp_cmdline
	rm -r $L
}

# What is installed for this kernel is loaded, in that order; nothing else.
s_cmd_install() {
	L=/lib/modules/$(uname -r)
	U=/etc/systemd/system/sysinit.target.wants/kpatch.service
	mkdir -p $L /usr/lib/systemd/system
	exits 4 install $M/kp_cmdline.ko
	says 'kpatch.service'
	touch /usr/lib/systemd/system/kpatch.service
	exits 0 load --installed
	says 'no patch is installed'
	exits 0 install --module=$M/kpatch.ko $M/kp_cmdline2.ko $M/kp_cmdline.ko
	[ -L $U ]
	unload kpatch
	exits 0 load --installed
	grep -q kpatch=1 /proc/cmdline
	exits 0 unload kp_cmdline kp_cmdline2
	exits 0 install $M/kp_cmdline2.ko
	exits 0 load --installed
	grep -q kpatch=2 /proc/cmdline
	exits 0 unload kp_cmdline kp_cmdline2
	# One for another kernel, put there by hand, is not loaded.
	sed 's/vermagic=6/vermagic=7/' $M/kp_cmdline.ko >$L/kpatch/kp_cmdline.ko
	exits 2 load --installed
	says 'built for kernel 7' '^kp_cmdline2: in use'
	exits 0 unload kp_cmdline2
	exits 0 uninstall kp_cmdline2 kp_cmdline
	[ ! -e $L/kpatch ]
	[ ! -L $U ]
	exits 2 uninstall kp_cmdline
	rm -r $L /usr/lib/systemd
}

# A user sees what there is, and is told what is root's.
s_cmd_user() {
	mkdir -p /etc
	echo 'user:x:1000:1000::/:/bin/sh' >/etc/passwd
	as_user() {
		want=$1
		shift
		code=0
		su user -s /bin/sh -c "kpatch $*" >/tmp/said 2>&1 || code=$?
		[ $code = "$want" ] || die "kpatch $*: exit $code, not $want: $(cat /tmp/said)"
	}
	as_user 4 load $M/kp_cmdline.ko
	says 'not permitted' 'what to do: run this as root'
	as_user 4 load --timeout=1 $M/kp_cmdline.ko
	says 'time-out cannot be set: .*run this as root'
	load kp_cmdline
	as_user 0 list
	says '^kp_cmdline: in use$'
	as_user 0 info kp_cmdline
	says '^  cmdline_proc_show,1  \? -> \?$'
	as_user 0 info
	says '^last refusal: .*last_refusal: Permission denied; it is for root only$'
	as_user 4 unload kp_cmdline
	says 'not permitted'
	as_user 4 check kp_cmdline
	says 'not permitted'
	patched_cmdline
	exits 0 unload kp_cmdline
}

# json ARGUMENT...: what kpatch says to programs, for the host to look at too
json() {
	want=$1
	shift
	exits "$want" "$@"
	is "$(wc -l </tmp/said)" 1
	sed 's/^/json /' /tmp/said >/dev/ttyS1
}

s_cmd_json() {
	load kt_target
	json 0 list --json
	says '"patches":\[\]' '"kpatch_loaded":true'
	json 0 load --json $M/kp_target.ko $M/kp_cmdline.ko
	says '"patch":"kp_target"' '"change":\{.*"action":"enable"' '"exit":0'
	json 0 list --json
	says '"name":"kt_target","patched":true' '"old_addr":"0xffffffff'
	json 0 info --json kp_target
	json 0 info --json $M/kp_target.ko
	says '"fits":true' '"all_objects_known":true'
	json 0 check --json kp_target
	says '"possible":true'
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	json 1 replace --json --timeout=0.1 $M/kp_sleep.ko
	says '"reason":"busy"' "\"pid\":$pid," '"symbol":"kt_sleep\+0x[0-9a-f/x]* \[kt_target\]"' '"exit":1'
	json 1 check --json $M/kp_sleep.ko
	says '"possible":false' "\"pid\":$pid,"
	json 0 info --json
	says '"last_refusal":\{' "\"pid\":$pid,"
	cat /proc/kt_wake >/dev/null
	wait
	json 3 load --json $M/kp_named.ko
	says '"reason":"malformed"' '"exit":3'
	json 2 load --json /nowhere.ko
	says '"error":"/nowhere.ko: '
	json 0 unload --json kp_target kp_cmdline
	unload kt_target
}

# Forced: in, and then for ever. Leaves a module behind.
s_cmd_force() {
	exits 0 load --force $M/kp_target2.ko
	says '^kpatch: warning: kp_target2: forced: .*never be unloaded'
	is "$(cat $K/kp_target2/forced)" 1
	exits 0 list
	says '^kp_target2: in use, forced$'
	exits 3 unload kp_target2
	says 'stays loaded for ever'
	is "$(cat $K/kp_target2/enabled)" 0
	exits 0 load $M/kp_target2.ko
	is "$(cat $K/kp_target2/enabled)" 1
	exits 3 unload kp_target2
}

# policy NAME: until the scenario's end
policy() {
	echo "$1" >$K/trust/policy
	is "$(cat $K/trust/policy)" "$1"
}

# image NAME KEY: of what is shown of an image's table
image() {
	sed -n "s/^image=$1 .*\<$2=\([^ ]*\).*/\1/p" $K/trust/images
}

# What is covered is shown; a change goes in while every frame is.
s_trust() {
	policy all
	is "$(image vmlinux table)" loaded
	is "$(image vmlinux build_id)" \
		"$(ls /lib/firmware/stackcheck | sed 's/\.trust$//')"
	is "$(image kpatch table)" loaded
	is "$(image kpatch covered)" "$(image kpatch text)"
	is "$(image kpatch trusted)" "$(image kpatch functions)"
	# As many functions are listed as are not trusted.
	is "$(grep -c '^image=vmlinux function=' $K/trust/uncovered)" \
		$(($(image vmlinux functions) - $(image vmlinux trusted)))
	err=$(helper write $K/trust/policy some) && die "policy 'some'"
	is "$err" 22
	load kp_cmdline
	patched_cmdline
	is "$(image kp_cmdline table)" loaded
	enable kp_cmdline 0
	unload kp_cmdline
	is "$(image kp_cmdline table)" ""
}

# The same, by the command; and what is missing, and how it is made.
s_cmd_trust() {
	exits 0 trust
	says "^policy: $trust\$" '^kpatch: 100.00 % of its code'
	if [ "$(image vmlinux table)" = none ]; then
		says '^vmlinux: not covered: no table' 'what to do: kpatch trust --policy=modules loads /lib/firmware/'
	fi
	exits 0 trust --policy=all
	says "^policy: all\$" '^vmlinux: [0-9.]+ % of its code, [0-9]+ of [0-9]+ functions'
	exits 0 trust vmlinux
	is "$(grep -c '^  ' /tmp/said)" $(($(image vmlinux functions) - $(image vmlinux trusted)))
	json 0 trust --json
	json 0 trust --json kpatch
	exits 2 trust none
	exits 0 trust --policy=modules
	is "$(cat $K/trust/policy)" modules
	exits 3 load $M/odd-none.ko
	says '\(untrusted\)$' 'what to do: .*kpatch trust'
	json 3 check --json $M/odd-none.ko

	file=$(echo /lib/firmware/stackcheck/*.trust)
	mv "$file" /tmp/table
	reload
	exits 0 trust --policy=all
	says '^vmlinux: not covered: no table of it is loaded$' 'warning: .*every change will be refused' \
		"what to do: mkdir -p ${file%/*}; stackcheck trust /boot/vmlinuz-.* -o $file; then kpatch trust --policy=all\$"
	exits 3 load $M/kp_cmdline.ko
	says '\(untrusted\)$'
	mv /tmp/table "$file"
	exits 0 trust --policy=all
	says '^vmlinux: [0-9.]+ % of its code'
	exits 0 load $M/kp_cmdline.ko
	exits 0 unload kp_cmdline
}

# A patch is as trusted as its own code.
s_trust_patch() {
	policy modules
	for odd in none:no.x20trust damaged:sum foreign:size unsound:sp-unknown; do
		file=odd-${odd%%:*}
		refused 129 "$file"
		is "$(refusal)" untrusted
		of detail | grep -q "${odd#*:}" || die "$file: $(of detail)"
	done
	is "$(of function)" kp_unsound_helper
	is "$(of object)" kp_unsound
	patched_cmdline && die "patched in spite of it"
	# Functions of a target that is not there count, and what these call.
	refused 129 odd-bare
	is "$(refusal)" untrusted
	is "$(of function)" bare_value
	is "$(of object)" kp_bare
	policy off
	load odd-none
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

# reload PARAMETER...: kpatch.ko
reload() {
	unload kpatch
	load kpatch timeout_ms=2000 "$@"
}

# vmlinux without a table, and with ones that are not its own.
s_trust_vmlinux() {
	file=$(echo /lib/firmware/stackcheck/*.trust)
	cp "$file" /tmp/table
	rm "$file"
	reload trust=all
	is "$(image vmlinux table)" none
	refused 129 kp_cmdline
	is "$(refusal)" untrusted
	of detail | grep -q no-table || die "$(of detail)"
	# Under this policy nobody asks about it.
	policy modules
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
	load kt_noorc
	sleep 0.5
	set_timeout 100
	refused 129 kp_cmdline
	is "$(of object)" kt_noorc
	unload kt_noorc

	# The build-id is at 48, its length before it; rows are further on.
	for odd in build-id:50 sum:5000 sizes:8; do
		cp /tmp/table "$file"
		printf '\245' | dd of="$file" bs=1 seek=${odd#*:} conv=notrunc 2>/dev/null
		reload trust=all
		is "$(image vmlinux table)" refused
		image vmlinux error | grep -q "${odd%:*}" || die "$odd: $(image vmlinux error)"
		refused 129 kp_cmdline
	done
	head -c 100000 /tmp/table >"$file"
	reload trust=all
	is "$(image vmlinux table)" refused
	: >"$file"
	reload trust=all
	is "$(image vmlinux table)" none

	# It is looked for again when it is wanted again.
	cp /tmp/table "$file"
	policy all
	is "$(image vmlinux table)" loaded
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
	unload kpatch
	err=$(helper load $M/kpatch.ko trust=some) && die "trust=some"
	is "$err" 22
	load kpatch timeout_ms=2000 trust="$trust"
}

# sleep_below HOW: somebody sleeps in kt_asm_wait(), below assembly, below
# kt_asm_caller(), which kp_asm changes; $pid
sleep_below() {
	load "kt_asm_$1"
	helper read /proc/kt_asm_sleep >/tmp/slept &
	pid=$!
	asleep $pid kt_asm_wait
	set_timeout 100
}

# He wakes up, and then it changes.
change_below() {
	cat /proc/kt_asm_wake >/dev/null
	wait
	is "$(cat /tmp/slept)" 1
	load kp_asm
	is "$(cat /proc/kt_asm_sleep)" 42
	enable kp_asm 0
	unload kp_asm "kt_asm_$1"
}

# Assembly that calls without a frame hides its caller from a walk by frame
# pointers. With trust it is not walked through; nor is it with its rows, which
# are there when its author annotates it, or mends it.
s_asm() {
	sleep_below bare
	if on fp; then
		# The kernel's own walk does not see who is inside.
		policy off
		load kp_asm
		is "$(cat /proc/kt_asm_sleep)" 42
		enable kp_asm 0
		unload kp_asm
		policy all
		refused 129 kp_asm
		is "$(refusal)" untrusted
		is "$(of function)" kt_asm_bare_call
		blocker "pid=$pid .*reason=untrusted .*detail=frame-missing at=kt_asm_bare_call"
	else
		policy all
		refused 16 kp_asm
		is "$(of function)" kt_asm_caller
	fi
	change_below bare
	for how in hint frame; do
		[ -e $M/kt_asm_$how.ko ] || continue
		sleep_below $how
		policy all
		refused 16 kp_asm
		is "$(refusal)" busy
		is "$(of function)" kt_asm_caller
		blocker "pid=$pid .*reason=busy .*function=kt_asm_caller"
		change_below $how
	done
}

# Forced in without a table: tainted, logged, and there for ever.
s_trust_force() {
	policy all
	# A check changes nothing, and finds nothing that would refuse.
	err=$(helper load $M/odd-none2.ko force=1 check=1) && die "loaded to check"
	is "$err" 125
	is "$(checked reason)" none
	is "$(checked detail)" -
	is $(($(cat /proc/sys/kernel/tainted) & 2)) 0
	load odd-none2 force=1
	is $(($(cat /proc/sys/kernel/tainted) & 2)) 2
	dmesg | tail -n 20 | grep -q 'kp_cmdline2: not trusted, and forced: it has no trust table'
	grep -q F /sys/module/kp_cmdline2/taint
	grep -q kpatch=2 /proc/cmdline
	enable kp_cmdline2 0
}

# The address of a tracer's trampoline, of which there is no record: whatever
# lies before it, no walk goes on from there.
s_trust_tracer() {
	set_timeout 200
	names=arch_rethook_trampoline
	# The frame-pointer kernel is built without the graph tracer.
	on fp || names="$names return_to_handler"
	for name in $names; do
		addr=$(sed -n "s/^\([0-9a-f]*\) . $name\$/0x\1/p" /proc/kallsyms)
		load kt_midway addr="${addr:?}"
		sleep 0.5
		for policy in off all; do
			policy $policy
			refused 131 kp_cmdline
			is "$(refusal)" unreliable
			blocker "detail=unknown-code .*comm=kt_midway"
		done
		unload kt_midway
	done
}

# While kpatch.ko is being unloaded, which takes as long as ftrace does not let
# go of a function, modules go that it is not told of any more.
s_trust_unload() {
	load kt_target
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
	load kt_thread hog=1
	helper unload kpatch >/tmp/err &
	pid=$!
	until [ "$(cat /sys/module/kpatch/initstate)" = going ]; do
		sleep 0.1
	done
	sleep 1
	unload kt_target
	for file in images uncovered; do
		if cat $K/trust/$file >/tmp/shown 2>/dev/null; then
			grep kt_target /tmp/shown && die "shown of what is gone"
		fi
		echo all 2>/dev/null >$K/trust/policy || :
	done
	unload kt_thread
	wait $pid || die "unload of kpatch.ko: $(cat /tmp/err)"
	load kpatch timeout_ms=2000 trust="$trust"
}

# sum FIELD: of what the sampler counted
sum() {
	sed -n "s/^stacks.* $1=\([0-9]*\).*/\1/p; s/^$1=\([0-9]*\).*/\1/p" /proc/kt_sampler
}

# Tasks of many kinds, in many calls, for as long as stdin lasts.
busy_machine() {
	# What they do is in /tmp/busy.sh, so that they can be ended.
	cat >/tmp/busy.sh <<-'END'
		echo $$ >>/tmp/busy.pids
		while :; do
			find /proc /sys -type f -name 's*' 2>/dev/null |
				head -n 400 | xargs cat >/dev/null 2>&1
			dd if=/dev/urandom of=/tmp/random.$$ bs=64k count=8 2>/dev/null
			gzip -c /tmp/random.$$ | md5sum
			mkdir -p /tmp/d.$$/a/b && cp /tmp/random.$$ /tmp/d.$$/a/b
			rm -r /tmp/d.$$
			(sleep 0.01 & wait)
		done
	END
	rm -f /tmp/busy.pids
	for i in 1 2 3; do
		sh /tmp/busy.sh >/dev/null 2>&1 &
	done
	in_background helper exits
}

end_busy_machine() {
	kill $(cat /tmp/busy.pids)
	end_background >/dev/null
}

# Interrupted at random, stacks look the same to both walks. With frame
# pointers the unwinder may miss the caller of what was interrupted, but it sees
# nothing that the rows do not.
s_sampler() {
	on 6.12 6.1 fp debug || die "which unwinder does $kernel have?"
	policy all
	busy_machine
	load kt_sampler most=$((${stacks:-100000} / 2))
	while [ "$(sum stacks)" -lt "${stacks:-100000}" ]; do
		sleep 1
	done
	end_busy_machine
	grep -E '^(stacks|lost)=' /proc/kt_sampler | sort -t = -k 2 -n -r | head -n 40 >/tmp/samples
	grep -A 300 '^ours:' /proc/kt_sampler >/tmp/differ || :
	head -n 60 /tmp/differ >>/tmp/samples
	while read -r line; do
		echo "sampler $line" >/dev/kmsg
	done </tmp/samples
	on fp || [ "$(sum differ)" = 0 ] || die "$(cat /tmp/differ)"
	is "$(sum astray)" 0
	unload kt_sampler
}

# The same with tasks in trampolines of ftrace, and below kretprobes. Not with
# the graph tracer: the kernel's unwinder complains of its own trampoline then.
s_sampler_traced() {
	T=/sys/kernel/tracing
	printf 'vfs_*\nseq_*\nkernfs_*\nlookup_*\n' >$T/set_ftrace_filter
	echo function >$T/current_tracer
	load kt_kprobe name=ksys_read ret=1
	stacks=${stacks:-10000}
	s_sampler
	unload kt_kprobe
	echo nop >$T/current_tracer
	echo >$T/set_ftrace_filter
}

s_sampler_short() {
	stacks=3000
	s_sampler
}

# --- not a test: figures ----------------------------------------------------

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

# Time stopped, by tasks that sleep, beside a walk of all inside the stop;
# then from the request to everybody in new code, beside livepatch.
s_bench() {
	set_timeout 60000
	for n in 10 200 1000 5000; do
		in_background helper sleepers $n
		figures $n 0
		figures $n 1
		until_disarmed
		P=/sys/kernel/livepatch/kt_livepatch
		took=$(helper timed $M/kt_livepatch.ko $P/transition)
		echo 0 >$P/enabled
		while [ -e $P ]; do
			sleep 0.1
		done
		unload kt_livepatch
		until_disarmed
		ours=$(helper timed $M/kp_cmdline.ko)
		echo "bench sleeping=$n all_new_ns=$ours livepatch_ns=$took"
		enable kp_cmdline 0
		unload kp_cmdline
		end_background >/dev/null
	done
}

# --- not a test: for people to watch -----------------------------------------

# say TEXT; show COMMAND...
say() {
	echo
	echo "# $*"
}

show() {
	echo "\$ $*"
	"$@"
}

s_demo() {
	cd $M
	say "$(uname -sr): a patch of cmdline_proc_show"
	show kpatch load kp_cmdline.ko
	show cat /proc/cmdline
	show kpatch list
	say "taken out again"
	show kpatch unload kp_cmdline
	show head -c 40 /proc/cmdline
	echo
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

FAST="patch stack replace replace_refused target_first patch_first order
init_code init_fails callbacks veto_second busy busy_new cold cold_new nudge
kthread hog disarm_held_up unreliable always_active check record_torn
symbols malformed
dynrela conflict_kprobe kretprobe_busy kretprobe_running conflict_livepatch
tracers graph_busy ftrace_off shadow midway odd_name exit_off_list zombie offline interrupted
broken broken_busy spin hammer_short exits record_full cycles_short
cmd_load cmd_targets cmd_busy cmd_interrupted
cmd_replace cmd_never cmd_loader cmd_unreliable cmd_core cmd_install cmd_user
cmd_json cmd_trust trust trust_patch trust_vmlinux trust_unload trust_tracer
asm sampler_short"
# The last ones leave modules behind, or look for what others left.
SLOW="sampler sampler_traced target_race hotplug sysfs_race target_forced_out nmi hammer cycles
memory leaks trust_force cmd_force force"

# --- all of them -----------------------------------------------------------

# After a failure: so that the next one starts clean.
clean_up() {
	cat /proc/kt_wake /proc/kt_asm_wake >/dev/null 2>&1
	for file in /sys/module/kp_*/parameters/wake; do
		[ -e "$file" ] && echo 1 >"$file"
	done
	killall helper cat 2>/dev/null
	echo nop >/sys/kernel/tracing/current_tracer
	sysctls && echo 1 >/proc/sys/kernel/ftrace_enabled
	echo 5000 >$K/timeout_ms
	for file in $K/*/enabled; do
		[ -e "$file" ] && echo 0 >"$file"
	done 2>/dev/null
	for i in 1 2; do
		lsmod | grep -o -E '^k[tp]_[a-z0-9_]*' | while read -r module; do
			helper unload "$module" >/dev/null
		done
	done
	return 0
}

scenario() {
	(
		set -e
		"s_$1"
	) >/tmp/out 2>&1
	status=$?
	echo 2000 >$K/timeout_ms
	echo "$trust" >$K/trust/policy
	# A scenario that left something behind spoils the next.
	left=$(ls -d $K/*/ 2>/dev/null | grep -v /trust/; lsmod | grep -E '^k[tp]_')
	[ -z "$left" ] || [ "${1%force}" != "$1" ] || {
		status=1
		echo "left: $left" >>/tmp/out
	}
	if [ $status -eq 77 ]; then
		echo "ok $1: not on this kernel: $(tail -n 1 /tmp/out)"
	elif [ $status -eq 0 ]; then
		echo "ok $1"
		[ "$1" = bench ] || [ "$1" = demo ] && cat /tmp/out
	else
		echo "not ok $1"
		sed 's/^/  /' /tmp/out
		clean_up
	fi
	sed 's/^/# /' /tmp/out >>/dev/kmsg
}

run_all() {
	case " $wanted " in
	*" all "*)	wanted="$FAST $SLOW" ;;
	*" fast "*)	wanted="$FAST" ;;
	esac
	helper load $M/kpatch.ko timeout_ms=2000 trust="$trust" >/tmp/out || {
		echo "not ok load of kpatch.ko: $(cat /tmp/out)"
		return
	}
	for name in $wanted; do
		echo "scenario $name" >/dev/kmsg
		scenario "$name"
	done
	case " $wanted " in
	*force" "*)	return ;;
	esac
	helper unload kpatch >/tmp/out || echo "not ok unload of kpatch.ko: $(cat /tmp/out)"
}
