# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# The command, and patches in the format of the kernel's own livepatch code.

L=/sys/kernel/livepatch

# It goes in, is shown, and comes out, through the kernel's own code.
s_cmd_livepatch() {
	before=$(cat /proc/cmdline)
	exits 0 info $M/kt_livepatch.ko
	says '^engine: *livepatch$' '^state: *not loaded$'
	exits 0 load $M/kt_livepatch.ko
	says '^kt_livepatch: in use, by livepatch$'
	is "$(cat /proc/cmdline)" livepatch=1
	is "$(cat $L/kt_livepatch/transition)" 0
	exits 0 load $M/kt_livepatch.ko
	says '^kt_livepatch: in use already, by livepatch$'
	exits 0 list
	says '^kt_livepatch: in use.*, by livepatch$' '^  vmlinux: patched$' '^    cmdline_proc_show$'
	exits 0 info kt_livepatch
	says '^engine: *livepatch$' '^state: *in use$'
	exits 0 info $M/kt_livepatch.ko
	says '^state: *in use$'
	exits 2 check kt_livepatch
	exits 3 load $M/kp_cmdline.ko
	says '\(conflict\)$'
	exits 0 unload kt_livepatch
	says '^kt_livepatch: unloaded, by livepatch$'
	is "$(cat /proc/cmdline)" "$before"
	[ ! -e /sys/module/kt_livepatch ]
	exits 2 unload kt_livepatch

	# The other way round, each keeps the other from the function.
	exits 0 load $M/kp_cmdline.ko
	exits 3 load $M/kt_livepatch.ko
	says 'another user of ftrace has one of its functions' 'what to do: remove that first'
	patched_cmdline
	exits 0 unload kp_cmdline
	# Disabled by hand it is forgotten, and its module stays until it is unloaded.
	exits 0 load $M/kt_livepatch.ko
	echo 0 >$L/kt_livepatch/enabled
	while [ -e $L/kt_livepatch ]; do sleep 0.1; done
	[ -e /sys/module/kt_livepatch ]
	exits 0 load $M/kt_livepatch.ko
	is "$(cat /proc/cmdline)" livepatch=1
	exits 3 replace $M/kp_target.ko
	says 'cannot replace kt_livepatch'
	exits 2 replace $M/kt_livepatch.ko
	exits 0 unload --all
	says '^kt_livepatch: unloaded, by livepatch$'
}

# hung_after SECONDS: a task that sleeps uninterruptibly for longer is told of
hung_after() {
	[ ! -e /proc/sys/kernel/hung_task_timeout_secs ] ||
		echo "$1" >/proc/sys/kernel/hung_task_timeout_secs
}

# Who keeps it from its end is told, and it is taken back. Livepatch may need a minute
# for that on a busy machine, and the tasks in the way sleep for all of it.
s_cmd_livepatch_busy() {
	hung_after 900
	load kt_target
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	exits 1 load --timeout=2 $M/kp_lp_sleep.ko
	says 'kp_lp_sleep: enabling it was taken back after 2.0 s, by livepatch: .*\(busy\)$' \
		'^  where: kt_sleep in kt_target$' \
		"^  blocked by reader \\(pid $pid\\), in uninterruptible sleep" \
		'^    it is in kt_sleep of kt_target$' '^      kt_sleep\+0x' \
		'^  what to do: .*--timeout'
	[ ! -e $L/kp_lp_sleep ] || die "not taken back"
	[ ! -e /sys/module/kp_lp_sleep ] || die "not unloaded"
	json 1 load --json --timeout=1 $M/kp_lp_sleep.ko
	says '"engine":"livepatch"' '"reason":"busy"' "\"pid\":$pid,"
	cat /proc/kt_wake >/dev/null
	wait
	exits 0 load $M/kp_lp_sleep.ko
	# Somebody is in the new function.
	helper read /proc/kt_sleep >/dev/null &
	asleep $! sleep_here
	exits 1 unload --timeout=2 kp_lp_sleep
	# Compilers may jump to the helper that it sleeps in. Livepatch does not look there.
	says 'kp_lp_sleep: (disabling it was taken back, it is in use after 2.0 s|disabled, but not unloaded: a task is still in its code)' \
		'blocked by reader' '^    it is in (new_sleep|sleep_here) of kp_lp_sleep$'
	[ -e /sys/module/kp_lp_sleep ] || die "unloaded below a task"
	json 0 list --json
	echo 1 >/sys/module/kp_lp_sleep/parameters/wake
	wait
	json 0 unload --json kp_lp_sleep
	unload kt_target
	hung_after 60
}

# lp_moving: wait until tasks move for kp_lp_sleep
lp_moving() {
	for i in $(seq 100); do
		[ "$(cat $L/kp_lp_sleep/transition 2>/dev/null)" = 1 ] && return
		sleep 0.1
	done
	die "no task moves for kp_lp_sleep"
}

# The same commands for livepatch: who is left, and back again.
s_cmd_livepatch_turn() {
	hung_after 900
	load kt_target
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	kpatch load --timeout=300 $M/kp_lp_sleep.ko >/tmp/loaded 2>&1 &
	changer=$!
	lp_moving
	exits 1 wait --timeout=5 kp_lp_sleep
	says '^kpatch: kp_lp_sleep: [0-9]+ tasks? ha(s|ve) not come to it yet \([0-9.]+ s\)$' \
		"^  blocked by reader \\(pid $pid\\), in uninterruptible sleep" \
		'^    it is in kt_sleep of kt_target$'
	exits 0 list
	says '^kp_lp_sleep: in use.*, by livepatch, [0-9]+ tasks? ha(s|ve) not come to it yet$'
	json 0 info --json kp_lp_sleep
	says '"direction":"to"' '"turned":null' "\"pid\":$pid,"
	exits 0 reverse --timeout=120 kp_lp_sleep
	says '^kp_lp_sleep: taken back: not (in use|loaded)$'
	ended_with 1 'taken back by somebody else .*\(reversed\)$'
	[ ! -e $L/kp_lp_sleep ]
	cat /proc/kt_wake >/dev/null
	wait
	[ ! -e /sys/module/kp_lp_sleep ] || exits 0 unload kp_lp_sleep
	unload kt_target
	hung_after 60
}

# One source for both engines: the same functions, the same callbacks.
s_one_source() {
	load kt_target
	exits 0 load $M/kp_lp_target.ko
	is "$(value)" "new new"
	grep -q kpatch /proc/version
	is "$(log_of kp_lp_target)" AaBb
	echo >/sys/module/kp_lp_target/parameters/log
	exits 0 unload kp_lp_target
	is "$(value)" "old old"
	err=$(helper load $M/kp_lp_target.ko veto_vmlinux=5) && die "no veto"
	is "$err" 5
	is "$(value)" "old old"
	unload kt_target
}

# The file of a livepatch, as it is, by kpatch.ko.
s_adopt() {
	before=$(cat /proc/cmdline)
	exits 0 load --engine=kpatch $M/kt_livepatch.ko
	says '^kt_livepatch: in use \(1 function, '
	is "$(cat /proc/cmdline)" livepatch=1
	[ ! -e $L/kt_livepatch ]
	is "$(cat $K/adopt)" -
	exits 0 list
	says '^kt_livepatch: in use, stack order 1$'
	exits 0 load $M/kt_livepatch.ko
	says 'in use already$'
	exits 2 load --engine=livepatch $M/kt_livepatch.ko
	says 'it is loaded, and kpatch.ko has it'
	exits 0 check kt_livepatch
	exits 0 unload kt_livepatch
	is "$(cat /proc/cmdline)" "$before"
	exits 2 load --engine=livepatch $M/kp_cmdline.ko
	# A name is for one load; who is not named goes on to livepatch.
	exits 0 load $M/kt_livepatch.ko
	[ -e $L/kt_livepatch ]
	exits 2 load --engine=kpatch $M/kt_livepatch.ko
	says 'it is loaded, and livepatch has it'
	exits 0 unload kt_livepatch
	# What is asked for with it.
	exits 0 load $M/kp_cmdline2.ko
	exits 0 replace --engine=kpatch --timeout=3 $M/kt_livepatch.ko
	is "$(cat $K/kp_cmdline2/enabled)" 0
	is "$(cat $K/kt_livepatch/replace)" 1
	exits 0 unload --all
	for text in ' ' 'kp_a frob' 'kp_a timeout_ms=-1' 'kp_a replace=2'; do
		err=$(helper write $K/adopt "$text") && die "adopt took '$text'"
		is "$err" 22
	done
}

# Its targets may come later; its callbacks and vetoes are those of livepatch.
s_adopt_target() {
	exits 0 load --engine=kpatch $M/kp_lp_target.ko
	is "$(log_of kp_lp_target)" AB
	load kt_target
	is "$(value)" "new new"
	is "$(log_of kp_lp_target)" ABab
	exits 0 unload kp_lp_target
	is "$(value)" "old old"
	echo kp_lp_target >$K/adopt
	err=$(helper load $M/kp_lp_target.ko veto_vmlinux=5) && die "no veto"
	is "$(refusal)" veto
	is "$(value)" "old old"
	helper read /proc/kt_sleep >/dev/null &
	pid=$!
	asleep $pid kt_sleep
	exits 1 load --engine=kpatch --timeout=0.3 $M/kp_lp_sleep.ko
	says '\(busy\)$' '^  where: kt_sleep in kt_target$' "^  blocked by reader \\(pid $pid\\)"
	[ ! -e /sys/module/kp_lp_sleep ]
	is "$(cat $K/adopt)" -
	cat /proc/kt_wake >/dev/null
	wait
	exits 0 load --engine=kpatch $M/kp_lp_sleep.ko
	exits 0 unload kp_lp_sleep
	unload kt_target
}

# Task by task, while tasks sleep inside: those who wrote it had that in mind.
s_adopt_each() {
	load kt_each
	sleepers_inside
	exits 1 load --engine=kpatch --timeout=2 $M/kp_lp_each.ko
	says '\(busy\)$' '^  where: kt_each_sleep in kt_each$'
	for how in per-task hybrid; do
		exits 0 load --engine=kpatch --consistency=$how --timeout=60 $M/kp_lp_each.ko
		says '^kp_lp_each: in use \(4 functions, task by task in '
		is "$(cat $K/kp_lp_each/consistency)" $how
		[ ! -e $L/kp_lp_each ]
		is "$(pair)" 22
		exits 0 unload --timeout=60 kp_lp_each
		is "$(change consistency)" per-task
		is "$(pair)" 11
	done
	echo 0 >/sys/module/kt_each/parameters/longest
	end_background
	# Somebody stays inside: all come back, and it can be loaded again.
	sleeper
	exits 1 load --engine=kpatch --consistency=per-task --timeout=1 $M/kp_lp_each.ko
	says '\(busy\)$' "^  blocked by reader \\(pid $!\\)"
	[ ! -e /sys/module/kp_lp_each ]
	is "$(cat $K/adopt)" -
	release
	wait
	is "$(pair)" 11
	# Without the option at once, and then no other way is allowed.
	exits 0 load --engine=kpatch $M/kp_lp_each.ko
	is "$(change consistency)" atomic
	exits 3 unload --consistency=per-task kp_lp_each
	says '\(consistency\)$'
	exits 0 unload kp_lp_each
	err=$(helper write $K/adopt "kp_a consistency=none") && die "adopt took it"
	is "$err" 22
	unload kt_each
}

# signed_by ENGINE FILE: it goes in as it is, and is not tainted as unsigned
signed_by() {
	exits 0 load --engine="$1" "$2"
	is "$(cat /proc/cmdline)" livepatch=1
	! grep -q E /sys/module/kt_livepatch/taint
	exits 0 info kt_livepatch
	says "^engine: *$1\$" '^state: *in use$'
	exits 0 unload kt_livepatch
}

# The kernel takes signed modules only. Neither engine loads anything else than the
# file, so its signature holds.
s_signed() {
	grep -q module.sig_enforce=1 /proc/cmdline ||
		not_on "$stock fp debug alone" "signatures are not enforced"
	is "$(cat /sys/module/module/parameters/sig_enforce)" Y
	for odd in unsigned changed; do
		for engine in livepatch kpatch; do
			exits 4 load --engine=$engine $M/odd-$odd.ko
			says 'the kernel requires signed modules'
			[ ! -e /sys/module/kt_livepatch ]
			is "$(cat $K/adopt)" -
		done
	done
	for file in $M/kt_livepatch.ko $M/kt_livepatch.ko.xz; do
		signed_by livepatch $file
		signed_by kpatch $file
	done
	load kt_target
	exits 0 load --engine=kpatch --consistency=per-task $M/kp_lp_target.ko
	is "$(value)" "new new"
	exits 0 unload kp_lp_target
	unload kt_target
}
