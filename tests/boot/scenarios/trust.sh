# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# Trust tables: what is covered, what is refused; the sampler.

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

# A patch is as trusted as its own code.
s_trust_patch() {
	policy modules
	# The patch has two tables. What is said of another's depends on which one
	# is looked at first.
	for odd in none:no.x20trust damaged:sum 'foreign:size\|no.x20trust' \
		unsound:sp-unknown; do
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

# Its rows are looked at once each, however many a function has: else the
# kernel tells of a CPU that is stuck.
s_trust_long() {
	policy modules
	load kp_long
	grep -q kpatch=long /proc/cmdline || die "not patched"
	enable kp_long 0
	unload kp_long
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
	! sysctls || is $(($(cat /proc/sys/kernel/tainted) & 2)) 0
	load odd-none2 force=1
	! sysctls || is $(($(cat /proc/sys/kernel/tainted) & 2)) 2
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
	on "$stock fp debug alone" || die "which unwinder does $kernel have?"
	policy all
	busy_machine
	# Each CPU its share.
	cpus=$(grep -c ^processor /proc/cpuinfo)
	load kt_sampler most=$(((${stacks:-100000} + cpus - 1) / cpus))
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

# often_called: functions that many tasks call, with commas between them
often_called() {
	for name in kfree kmem_cache_free dput fput mntput strncpy_from_user; do
		! grep -qx $name $T/available_filter_functions || echo $name
	done | tr '\n' , | sed 's/,$//'
}

# only_arguments NAMES: ftrace saves no more for their calls
only_arguments() {
	for name in $(echo "$1" | tr , ' '); do
		grep -q -E "^$name \([0-9]+\) +I" $T/enabled_functions ||
			die "$name: $(grep "^$name " $T/enabled_functions)"
	done
}

# The same with tasks in trampolines of ftrace, and below kretprobes. The tracer's
# save other registers than those of patched functions. Not with the graph tracer:
# the kernel's unwinder complains of its own trampoline then.
s_sampler_traced() {
	T=/sys/kernel/tracing
	names=$(often_called)
	load kp_pass "names=$names"
	only_arguments "$names"
	printf 'vfs_*\nseq_*\nkernfs_*\nlookup_*\n' >$T/set_ftrace_filter
	echo function >$T/current_tracer
	load kt_kprobe name=ksys_read ret=1
	stacks=${stacks:-10000}
	s_sampler
	only_arguments "$names"
	unload kt_kprobe
	echo nop >$T/current_tracer
	echo >$T/set_ftrace_filter
	enable kp_pass 0
	unload kp_pass
}

s_sampler_short() {
	stacks=3000
	s_sampler
}
