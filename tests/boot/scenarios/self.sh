# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# What kpatch.ko shows of the kernel, and what it demands of it.

# Every file of ours that can be read, with its name; by the program in $1.
all_files() {
	"$@" find $K -type f -print -exec cat {} + 2>/dev/null
}

# Hexadecimal, with or without a prefix, and decimal.
kernel_addresses() {
	# A build-id is no address, though its digits may look like one.
	sed -E 's/[0-9a-f]{40}//g' | grep -o -i -E 'ff[0-9a-f]{14}|1844[0-9]{16}'
}

# no_address WHAT COMMAND...: its output has none
no_address() {
	what=$1
	shift
	"$@" >/tmp/shown 2>&1 || :
	[ -s /tmp/shown ] || die "$what: nothing"
	found=$(kernel_addresses </tmp/shown) || return 0
	die "$what: $found"
}

# Refusals of each kind whose text could have an address in it.
refuse_with_addresses() {
	err=$(helper load $M/kp_sleep.ko) && die "kp_sleep was loaded"
	"$@"
	refused 99 kp_named name=cmdline_proc_show old_addr=0xffffffff81000010
	"$@"
	refused 6 kp_named name=asm_exc_page_fault
	"$@"
	refused 22 kp_named name=cmdline_proc_show new_addr=0xffffffff81000010
	"$@"
}

files_without_syslog() {
	no_address "files, kptr_restrict $restrict" all_files helper nosyslog
	no_address "kpatch info" helper nosyslog kpatch info
	no_address "kpatch list" helper nosyslog kpatch list --json
	no_address "kpatch info of a patch" helper nosyslog kpatch info --json kp_target
	no_address "kpatch trust" helper nosyslog kpatch trust --json --functions
}

# Who may not see kernel addresses does not see them here either.
s_addresses() {
	load kt_target
	load kp_target
	set_timeout 0
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	restricted=/proc/sys/kernel/kptr_restrict
	fn=$K/kp_target/kt_target/kt_value,1
	for restrict in 0 1 2; do
		if [ -e $restricted ]; then
			echo $restrict >$restricted
		else
			[ $restrict = 0 ] || break
		fi
		refuse_with_addresses files_without_syslog
		err=$(helper load $M/kp_sleep.ko check=1) || :
		files_without_syslog
		# By who opened it, not by who reads it.
		helper nosyslog sh -c 'exec 3<'$fn'/new_addr; cat <&3' >/tmp/shown
		is "$(cat /tmp/shown)" 0x0000000000000000
		shown=$(all_files env | kernel_addresses | wc -l)
		if [ $restrict = 2 ]; then
			is "$shown" 0
		else
			[ "$shown" -gt 4 ] || die "root sees $shown addresses"
			grep -q -E '^0x[0-9a-f]{16}$' $fn/old_addr
			grep -q -E '^frame=.* ip=ff[0-9a-f]{14} ' $K/last_check
		fi
	done
	[ ! -e $restricted ] || echo 0 >$restricted
	cat /proc/kt_wake >/dev/null
	wait
	enable kp_target 0
	unload kp_target kt_target
	# The log is for those who may read it, which can be anybody.
	dmesg | grep -E 'kpatch: |kp_[a-z]*: ' >/tmp/ours
	grep -q 'kp_sleep: enable refused' /tmp/ours
	no_address "log" cat /tmp/ours
}

# One look-up after the other leads to something else: each time kpatch.ko
# says which, and is not loaded. As it is, it is loaded again.
s_self_test() {
	unload kpatch
	tried=0
	for name in kallsyms_on_each_match_symbol kallsyms_lookup_size_offset \
		put_task_stack wake_up_state task_work_cancel_match text_poke_copy modules \
		idle_threads nr_threads _text __init_begin ftrace_caller sched_switch \
		sched_process_fork sched_process_exit sched_process_free; do
		echo "self_test $name" >/dev/kmsg
		refused 95 kpatch break_lookup=$name
		dmesg | sed "1,/self_test $name\$/d" |
			grep -q "kpatch: self-test: $name: .*not supported" ||
			die "$name: $(dmesg | tail -n 3)"
		tried=$((tried + 1))
	done
	is $tried 16
	# A record that holds one task is not the kernel's fault.
	for bits in 0 1 4294967295; do
		load kpatch record_bits=$bits
		unload kpatch
	done
	load kpatch timeout_ms=2000 trust="$trust"
	load kp_cmdline
	patched_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}
