# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# Patches of vmlinux, alone and several; what their tables say.

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
	[ "$(change gather_ns)" -gt 0 ]
	[ "$(change stopped_ns)" -gt 0 ]
	[ "$(change stop_call_ns)" -ge $(($(change gather_ns) + $(change stopped_ns))) ]
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

stack_order() {
	echo "$(cat $K/kp_cmdline/stack_order) $(cat $K/kp_cmdline2/stack_order)"
}

# Two patches of one function: the newer wins, whichever goes first.
s_stack() {
	load kp_cmdline
	load kp_cmdline2
	is "$(cat $K/kp_cmdline2/checksum)" second
	grep -q kpatch=2 /proc/cmdline
	grep -q "kpatch version 2" /proc/version
	is "$(stack_order)" "1 2"
	enable kp_cmdline2 0
	is "$(stack_order)" "1 0"
	grep -q kpatch=1 /proc/cmdline
	grep -q kpatch /proc/version && die "version still patched"
	enable kp_cmdline2 1
	grep -q kpatch=2 /proc/cmdline
	enable kp_cmdline 0
	grep -q kpatch=2 /proc/cmdline
	enable kp_cmdline 1
	grep -q kpatch=1 /proc/cmdline
	grep -q "kpatch version 2" /proc/version
	is "$(stack_order)" "2 1"
	is "$(kpatch list | grep "in use" | tr '\n' ' ')" \
		"kp_cmdline2: in use, stack order 1 kp_cmdline: in use, stack order 2 "
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
	refused 22 kp_named name=cmdline_proc_show in_init=1
	is "$(refusal)" malformed
	is "$(of detail)" 'table\x20of\x20functions\x20is\x20not\x20in\x20the\x20module,\x20or\x20goes\x20with\x20its\x20init'
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

# not_unloaded MODULE: somebody uses it
not_unloaded() {
	err=$(helper unload "$1") && die "$1 was unloaded"
	is "$err" 11
}

# A module stays while a patch uses its symbol, and no longer. What goes with an
# init is not used.
s_dynrela_external() {
	refused 2 kp_external
	is "$(refusal)" not-found
	load kt_target
	refused 125 kp_external check=1
	load kp_external
	grep -q external=old /proc/cmdline
	not_unloaded kt_target
	enable kp_external 0
	unload kt_target
	not_enabled 2 kp_external 1
	is "$(refusal)" not-found
	load kt_target
	enable kp_external 1
	grep -q external=old /proc/cmdline
	not_unloaded kt_target
	# Another patch takes its place.
	load kp_cmdline replace=1
	patched_cmdline
	unload kt_target
	enable kp_cmdline 0
	unload kp_cmdline kp_external

	refused 8 kp_external symbol=start_kernel
	is "$(refusal)" relocation
	is "$(of detail)" 'the\x20symbol\x20goes\x20with\x20the\x20init\x20of\x20vmlinux'
	# Of a module these symbols are there while its init runs.
	load kp_external in_target=1 symbol=kt_target_init
	refused 8 kt_target
	is "$(refusal)" relocation
	is "$(of detail)" 'the\x20symbol\x20goes\x20with\x20the\x20init\x20of\x20kt_target'
	enable kp_external 0
	unload kp_external
}

# misplaced KIND WHERE: a relocation with its place there is refused
misplaced() {
	refused 8 kp_places "kind=$1"
	is "$(refusal)" relocation
	is "$(of detail)" "$(echo "$2" | sed 's/ /\\x20/g')"
}

# A relocation of code works; in code that the kernel rewrites it is refused.
s_dynrela_places() {
	load kt_target
	load kp_places
	is "$(value)" "new old"
	# Again, with the target elsewhere: over what was written before.
	enable kp_places 0
	unload kt_target
	enable kp_places 1
	load kt_target
	is "$(value)" "new old"
	enable kp_places 0
	echo 1 >/sys/module/kp_places/parameters/spoil
	not_enabled 8 kp_places 1
	is "$(refusal)" relocation
	is "$(of detail)" 'the\x20place\x20does\x20not\x20hold\x20what\x20was\x20written\x20there'
	is "$(value)" "old old"
	unload kp_places

	misplaced alternative "the place is in an alternative"
	misplaced replacement "the place is in the replacement of an alternative"
	# Built without them.
	on fp || misplaced jump "the place is in a jump label"
	misplaced static_call "the place is in a static call"
	misplaced trampoline "the place is in the trampoline of a static call"
	misplaced ftrace "the place is in a call of ftrace"
	misplaced init "the place is not in kp_places, or goes with its init"
	misplaced bytes "the place does not hold what the patch says"
	misplaced overlap "another relocation has the place"
	misplaced shared "another relocation has the place"
	is "$(value)" "old old"
	load kp_places
	is "$(value)" "new old"
	enable kp_places 0
	unload kp_places kt_target
}

# A state is handed over from patch to patch, and undone with the last one.
s_states() {
	load kp_state_a version=1
	grep -q kp_state_a=1 /proc/cmdline
	is "$(log_of kp_state_a)" ab
	load kp_state_b version=2 replace=1
	# What the first one made is there still.
	grep -q kp_state_b=1 /proc/cmdline
	is "$(log_of kp_state_a)" abcrDr
	is "$(log_of kp_state_b)" AB
	# The newer version knows the older one, not the other way round.
	not_enabled 71 kp_state_a 1
	is "$(refusal)" incompatible
	is "$(log_of kp_state_a)" abcrDr
	enable kp_state_b 0
	is "$(log_of kp_state_b)" ABcdf
	unload kp_state_b
	# Beside each other: the data goes with the last.
	enable kp_state_a 1
	grep -q kp_state_a=1 /proc/cmdline
	load kp_state_b version=2
	grep -q kp_state_b=1 /proc/cmdline
	enable kp_state_b 0
	is "$(log_of kp_state_b)" ABCD
	grep -q kp_state_a=1 /proc/cmdline
	enable kp_state_a 0
	is "$(log_of kp_state_a)" abcrDrabcdf
	unload kp_state_b kp_state_a
}

# A patch that cannot take a state is refused, and one that is refused for
# another reason leaves the state to who has it.
s_states_refused() {
	load kt_target
	load kp_state_a version=2
	for how in "version=1" "version=1 replace=1" "states=0 replace=1"; do
		refused 71 kp_state_b $how
		is "$(refusal)" incompatible
		refused 71 kp_state_b $how check=1
		is "$(checked reason)" incompatible
	done
	refused 71 kp_cmdline replace=1
	refused 125 kp_state_b version=3 veto=1 replace=1
	is "$(refusal)" veto
	refused 125 kp_state_b version=3 veto=1
	is "$(refusal)" veto
	grep -q kp_state_a=2 /proc/cmdline
	is "$(log_of kp_state_a)" ab
	# One that is stopped by a task in its way.
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	set_timeout 100
	refused 71 kp_sleep replace=1
	refused 16 kp_sleep
	grep -q kp_state_a=2 /proc/cmdline
	cat /proc/kt_wake >/dev/null
	wait
	# None is needed to come on top.
	load kp_state_b states=0
	enable kp_state_b 0
	unload kp_state_b
	refused 22 kp_state_b states=2 version=2
	is "$(refusal)" malformed
	enable kp_state_a 0
	unload kp_state_a kt_target
}

# Names that are taken, and objects that are nobody's to change.
s_names() {
	load kt_target
	for name in trust timeout_ms last_change; do
		refused 22 kp_named name=cmdline_proc_show as=$name
		is "$(refusal)" malformed
		refused 22 kp_named name=cmdline_proc_show as=$name check=1
		is "$(checked reason)" malformed
		[ -e $K/$name ]
	done
	# One of a file beside it, itself, kpatch.ko, and vmlinux by a name.
	for object in enabled stack_order stack-order kp_named kp-named kpatch vmlinux; do
		refused 22 kp_named name=kpatch_register object=$object
		is "$(refusal)" malformed
	done
	refused 22 kp_twice
	is "$(refusal)" malformed
	is "$(of function)" kt_cold_alias
	is "$(value)" "old old"
	unload kt_target
}

# Who reads a long listing in parts gets parts of one.
s_listing() {
	for file in images uncovered; do
		load kt_target
		cat $K/trust/$file >/tmp/whole
		exec 8<$K/trust/$file
		dd bs=40 count=1 <&8 >/tmp/parts 2>/dev/null
		# Another reader, who sees another state of things.
		unload kt_target
		cat $K/trust/$file >/tmp/others
		cat <&8 >>/tmp/parts
		cmp /tmp/whole /tmp/parts
		# Again from the start: what there is now.
		exec 8<&-
		cat $K/trust/$file >/tmp/parts
		cmp /tmp/others /tmp/parts
		# More readers than are remembered: told, rather than mixed.
		exec 8<$K/trust/$file
		dd bs=40 count=1 <&8 >/tmp/parts 2>/dev/null
		readers=
		for i in $(seq 20); do
			rm -f /tmp/read.$i
			(exec 7<$K/trust/$file; dd bs=40 count=1 <&7; touch /tmp/read.$i; exec sleep 100) >/dev/null 2>&1 &
			readers="$readers $!"
		done
		for i in $(seq 20); do
			until [ -e /tmp/read.$i ]; do sleep 0.1; done
		done
		# An empty one is at its start still.
		[ ! -s /tmp/whole ] || ! cat <&8 >/tmp/rest 2>/tmp/err || die "went on"
		kill $readers
		wait || :
		exec 8<&-
	done
	# A file that differs by what was loaded.
	grep -q 'image=kt_target ' /tmp/others && die "kt_target is gone"
	return 0
}

# mode_of MODE FILE...: each has it
mode_of() {
	mode=$1
	shift
	for file; do
		is "$file $(stat -c %a "$file")" "$file $mode"
	done
}

# Who may read and write what, as sysfs.md has it.
s_modes() {
	load kp_cmdline
	P=$K/kp_cmdline
	F="$P/vmlinux/cmdline_proc_show,1"
	mode_of 644 $K/timeout_ms $K/trust/policy $P/enabled
	mode_of 444 $P/transition $P/consistency $K/last_change $P/checksum $P/replace $P/forced $P/stack_order $P/vmlinux/patched
	mode_of 400 $K/transition $K/last_refusal $K/last_check $K/trust/images $K/trust/uncovered "$F/old_addr" "$F/new_addr"
	mode_of 200 $P/check $K/reverse $K/force
	is "$(find $K -perm /022 ! -type l)" ""
	is "$(find $K -type d ! -perm 755)" ""
	enable kp_cmdline 0
	unload kp_cmdline
}

# A system call is patched while all CPUs do nothing else.
s_syscall() {
	is "$(helper getpgrp)" "$(cut -d ' ' -f 5 /proc/self/stat)"
	in_background helper getpgrps 4242
	for i in 1 2 3 4 5; do
		load kp_syscall
		is "$(helper getpgrp)" 4242
		enable kp_syscall 0
		[ "$(helper getpgrp)" != 4242 ]
		unload kp_syscall
	done
	end_background >/tmp/calls
	is "$(grep -c '^cpu .* calls, [1-9][0-9]* of them 4242$' /tmp/calls)" \
		"$(grep -c ^processor /proc/cpuinfo)"
}

s_shadow() {
	load kt_shadow
	unload kt_shadow
}
