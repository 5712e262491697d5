# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# The command, kpatch.

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
	says '^kp_cmdline: in use \(1 function, CPUs gathered in [0-9.]+ [mu]?s, stopped for [0-9.]+ [mu]?s, [0-9]+ retr(y|ies)\)$'
	patched_cmdline
	exits 0 load $M/kp_cmdline.ko
	says 'in use already'
	exits 0 list
	says '^kp_cmdline: in use, stack order 1$' '^  vmlinux: patched$' '^    cmdline_proc_show$'
	old=$(grep -w cmdline_proc_show /proc/kallsyms | cut -d ' ' -f 1)
	new=$(grep -w new_cmdline_proc_show /proc/kallsyms | cut -d ' ' -f 1)
	exits 0 info kp_cmdline
	says "^  cmdline_proc_show,1  0x$old -> 0x$new\$"
	exits 0 info $M/kp_cmdline.ko
	says '^this kernel: fits$' '^state: *in use$' '^changes in vmlinux:$' '^  cmdline_proc_show$'
	exits 0 unload kp_cmdline
	says '^kp_cmdline: unloaded \(1 function, CPUs gathered in [0-9.]+ [mu]?s, stopped for'
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
	says 'kp_sleep: enabling it was refused, nothing changed: .*\(busy\)$' \
		'^  where: kt_sleep in kt_target$' '^  tried [0-9]+ times in ' \
		"^  blocked by reader \\(pid $pid\\), in uninterruptible sleep" '^    it is in kt_sleep of kt_target$' \
		'^      kt_sleep\+0x' '^      (ksys_read|vfs_read)\+0x' '^  what to do: .*--timeout'
	is "$(cat $K/timeout_ms)" 1234
	[ ! -e $K/kp_sleep ]
	exits 1 check $M/kp_sleep.ko
	says 'kp_sleep: could not be done now: .*\(busy\)$' "^  blocked by reader \\(pid $pid\\)"
	exits 0 info
	says '^last refusal:$' '^  kp_sleep: enabling it: .*\(busy\)' '^last check:$'
	(under_way kp_sleep; sleep 1; cat /proc/kt_wake >/dev/null) &
	exits 0 load --timeout=60 $M/kp_sleep.ko
	says ' [1-9][0-9]* retries'
	wait
	exits 0 check kp_sleep
	says '^kp_sleep: could be disabled now$'
	# Somebody is in the new function.
	helper read /proc/kt_sleep >/tmp/slept &
	asleep $! sleep_here
	exits 1 unload --timeout=0.2 kp_sleep
	says 'disabling it was refused' 'blocked by reader'
	exits 1 check kp_sleep
	is "$(cat $K/kp_sleep/enabled)" 1
	is "$(cat $K/timeout_ms)" 1234
	echo 1 >/sys/module/kp_sleep/parameters/wake
	wait
	exits 0 unload kp_sleep
	exits 0 check $M/kp_sleep.ko
	says '^kp_sleep: could be enabled now$'
	[ ! -e /sys/module/kp_sleep ]
	unload kt_target
}

# A signal ends the tries; the time-out is for this request alone.
s_cmd_interrupted() {
	load kt_target
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	set_timeout 1234
	kpatch load --timeout=60 $M/kp_sleep.ko >/tmp/said 2>&1 &
	pid=$!
	under_way kp_sleep
	is "$(cat $K/timeout_ms)" 1234
	sleep 0.5
	kill -TERM $pid
	code=0
	wait $pid || code=$?
	is $code 1
	says '\(interrupted\)$' '^  blocked by reader'
	is "$(cat $K/timeout_ms)" 1234
	# Nothing is left of one that is killed.
	kpatch load --timeout=60 $M/kp_sleep.ko >/tmp/said 2>&1 &
	pid=$!
	under_way kp_sleep
	kill -KILL $pid
	wait $pid || :
	[ ! -e $K/kp_sleep ]
	is "$(cat $K/timeout_ms)" 1234
	# A module that does not take one is not loaded with another one.
	exits 2 load --timeout=1 $M/kp_dynrela.ko
	says 'no parameter timeout_ms' 'load it without --timeout'
	cat /proc/kt_wake >/dev/null
	wait
	unload kt_target
}

# Commands wait for each other, but not for ever, and not for a user.
s_cmd_lock() {
	mkdir -p /etc
	echo 'user:x:1000:1000::/:/bin/sh' >/etc/passwd
	in_background su user -s /bin/sh -c "exec helper flock $K"
	exits 0 load $M/kp_cmdline.ko
	exits 0 unload kp_cmdline
	end_background
	su user -s /bin/sh -c ': </run/kpatch.lock' && die "a user opens the lock"

	with_sleeper
	kpatch load --timeout=120 $M/kp_sleep.ko >/tmp/first 2>&1 &
	pid=$!
	under_way kp_sleep
	exits 1 load --timeout=0 $M/kp_cmdline.ko
	says "another kpatch command is at work: kpatch \\(pid $pid\\) holds /run/kpatch.lock" \
		'what to do: let that end'
	json 1 load --json --timeout=0 $M/kp_cmdline.ko
	wake_sleeper
	wait $pid || die "$(cat /tmp/first)"
	wait
	exits 0 unload --all
	says '^kp_sleep: unloaded'
	exits 0 unload --all
	says '^no patch is loaded$'
	unload kt_target
}

# All patches, the newest first; and who reads what is said may go.
s_cmd_all() {
	load kt_target
	exits 0 load $M/kp_cmdline.ko $M/kp_target.ko $M/kp_cmdline2.ko
	enable kp_cmdline 0
	exits 0 unload --all
	is "$(sed 's/:.*//' /tmp/said | tr '\n' ' ')" "kp_cmdline kp_cmdline2 kp_target "
	exits 2 unload --all kp_cmdline
	exits 2 unload
	code=0
	(kpatch load $M/kp_named.ko $M/kp_cmdline.ko $M/kp_target.ko || echo $? >/tmp/code) 2>&1 | true
	is "$(cat /tmp/code)" 3
	patched_cmdline
	is "$(value)" "new new"
	exits 0 unload --all
	unload kt_target
}

# kpatch.enable=0 on the kernel's command line.
s_cmd_switched_off() {
	L=/lib/modules/$(uname -r)
	mkdir -p $L/kpatch $L/extra
	cp $M/kpatch.ko $L/extra/
	cp $M/kp_cmdline.ko $L/kpatch/
	echo kp_cmdline.ko >$L/kpatch/order
	unload kpatch
	echo "quiet kpatch.enable=0 kpatch.timeout_ms=2000" >/tmp/cmdline
	mount -o bind /tmp/cmdline /proc/cmdline
	exits 0 load --installed
	says 'kpatch.enable=0 .* keeps patches from being loaded'
	[ ! -e $K ]
	exits 3 load $M/kp_cmdline.ko
	is "$(cat $K/timeout_ms)" 2000
	says '\(switched-off\)$' 'what to do: boot without kpatch.enable=0'
	json 3 check --json $M/kp_cmdline.ko
	umount /proc/cmdline
	unload kpatch
	exits 0 load --installed
	exits 0 unload kp_cmdline
	rm -r $L
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
	says '^kp_cmdline: in use, stack order 1, replaced others$' '^kp_cmdline2: not in use$' '^kp_target: not in use$'
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
	says 'and so are: kp_cmdline' 'what to do: kpatch unload kp_cmdline$'
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
	sed 's/vermagic=[0-9]/vermagic=9/' $M/kp_cmdline.ko >/tmp/kp_cmdline.ko
	exits 2 load /tmp/kp_cmdline.ko
	says "built for kernel 9\..*; this is $(uname -r | cut -d. -f1)\."
	# Scenario ftrace_off says where that is.
	sysctls && (echo 0 >/proc/sys/kernel/ftrace_enabled) 2>/dev/null || return 0
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
	exits 2 load --core=$M/kt_dup.ko $M/kp_cmdline.ko
	says 'not kpatch.ko'
	exits 0 load --core=$M/kpatch.ko $M/kp_cmdline.ko
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
	exits 0 install --core=$M/kpatch.ko $M/kp_cmdline2.ko $M/kp_cmdline.ko
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
	sed 's/vermagic=[0-9]/vermagic=9/' $M/kp_cmdline.ko >$L/kpatch/kp_cmdline.ko
	exits 2 load --installed
	says 'built for kernel 9' '^kp_cmdline2: in use'
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
	says 'not permitted' 'what to do: run this as root'
	load kp_cmdline
	as_user 0 list
	says '^kp_cmdline: in use, stack order 1$'
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
	says '^kp_target2: in use, stack order 1, forced$'
	exits 3 unload kp_target2
	says 'stays loaded for ever'
	is "$(cat $K/kp_target2/enabled)" 0
	exits 0 load $M/kp_target2.ko
	is "$(cat $K/kp_target2/enabled)" 1
	exits 3 unload kp_target2
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

# while_moving ARGUMENT...: kpatch, in the background, until kp_each is in a
# change; its end is in /tmp/loaded
while_moving() {
	kpatch "$@" >/tmp/loaded 2>&1 &
	changer=$!
	is_moving kp_each
}

# ended_with CODE REGEX: so it has ended, and it said so
ended_with() {
	code=0
	wait $changer || code=$?
	[ $code = "$1" ] || die "exit $code, not $1: $(cat /tmp/loaded)"
	grep -q -E -e "$2" /tmp/loaded || die "no '$2' in: $(cat /tmp/loaded)"
}

# Tasks that do not move are waited for and named, and what is under way is
# turned back.
s_cmd_transition() {
	load kt_each
	exits 0 wait
	says '^no tasks move$'
	sleeper
	pid=$!
	while_moving load --timeout=120 $M/kp_each.ko
	straggler_shown $pid
	exits 1 wait --timeout=0.3 kp_each
	says '^kpatch: kp_each: [0-9]+ tasks? ha(s|ve) not come to it yet \([0-9.]+ m?s\)$' \
		"^  blocked by reader \\(pid $pid\\), " \
		'^    it is in kt_each_sleep of kt_each$' '^      kt_each_sleep\+0x' \
		'^  what to do: .* kpatch reverse kp_each$'
	exits 0 list
	says '^kp_each: not in use, [0-9]+ tasks? ha(s|ve) not come to it yet$'
	exits 0 info kp_each
	says '^transition: *[0-9]+ tasks? ha' "^  blocked by reader \\(pid $pid\\)"
	json 1 wait --json --timeout=0
	says '"direction":"to"' "\"pid\":$pid,"
	json 0 list --json
	exits 0 reverse kp_each
	says '^kp_each: taken back: not (in use|loaded)$'
	ended_with 1 '\(reversed\)$'
	is "$(pair)" 11
	# It goes through, and whoever waits is told so.
	while_moving load --timeout=120 $M/kp_each.ko
	(sleep 1; release) &
	exits 0 wait --timeout=120
	says '^kp_each: in use$'
	ended_with 0 '^kp_each: in use \(.*, task by task in '
	wait
	exits 1 reverse kp_each
	says 'no tasks move to it or from it; it is in use$'
	exits 1 force kp_each
	# Out: it can be asked for at one moment, or turned.
	sleeper
	exits 1 unload --consistency=atomic --timeout=0.3 kp_each
	says '\(busy\)$'
	while_moving unload --timeout=120 kp_each
	exits 1 wait --timeout=0.3
	says 'not left it yet' 'it is in (kt_each_sleep of kt_each|the patch.s own code)$'
	exits 0 reverse kp_each
	says '^kp_each: taken back: in use$'
	ended_with 1 '\(reversed\)$'
	release
	wait
	exits 0 unload kp_each
	exits 0 load $M/kp_cmdline.ko
	exits 3 unload --consistency=per-task kp_cmdline
	says '\(consistency\)$'
	exits 0 unload --consistency=atomic kp_cmdline
	unload kt_each
}
