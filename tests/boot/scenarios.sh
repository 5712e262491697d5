# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# The scenarios, sourced by init in the test kernel. Each is a function that
# starts with s_; it runs in a subshell under `set -e`, so that any command
# that fails fails the scenario, and what it printed is shown then.

K=/sys/kernel/kpatch
M=/modules

for part in /scenarios/*.sh; do
	. "$part"
done

FAST="patch stack replace replace_refused target_first patch_first order
init_code init_fails callbacks veto_second busy busy_new cold cold_new nudge
kthread nudge_seccomp nudge_frozen nudge_vain nudge_many nudge_unrelated
nudge_uring nudge_exit_path nudge_taken_back hog held held_nopreempt held_forgotten disarm_held_up unload_held_up unreliable always_active check record_torn
symbols malformed
dynrela_places dynrela_external
addresses self_test
states states_refused names listing modes several several_patches syscall
dynrela many few_registers conflict_kprobe kretprobe_busy kretprobe_running conflict_livepatch
tracers graph_busy fexit fexit_patched fexit_asleep ftrace_off shadow midway odd_name exit_off_list exit_forgotten zombie offline interrupted
request_timeout request_stopped request_suspend request_signals request_bystanders switched_off
task_sleepers task_timeout task_keep task_reverse task_none task_held task_trust task_storm
task_disable task_replace task_targets task_strict task_interrupted task_held_rcu task_impossible task_exits task_naps task_vhost task_offline task_mainline task_back
broken broken_busy spin hammer_short exits record_full cycles_short
cmd_load cmd_targets cmd_busy cmd_interrupted
cmd_replace cmd_never cmd_loader cmd_unreliable cmd_core cmd_install cmd_user
cmd_transition cmd_livepatch cmd_livepatch_busy cmd_livepatch_turn one_source adopt adopt_target adopt_each signed cmd_json cmd_lock cmd_all cmd_switched_off cmd_trust trust trust_patch trust_long trust_vmlinux trust_unload trust_tracer
asm sampler_short"
# The last ones leave modules behind, or look for what others left.
SLOW="frozen_time sampler sampler_traced graph_load target_race hotplug sysfs_race target_forced_out nmi hammer cycles
memory leaks task_reverse_long task_storm_long task_hotplug task_nmi trust_force cmd_force task_force force"

# --- all of them -----------------------------------------------------------

# After a failure: so that the next one starts clean.
clean_up() {
	cat /proc/kt_wake /proc/kt_asm_wake >/dev/null 2>&1
	for file in /sys/module/kp_*/parameters/wake; do
		[ -e "$file" ] && echo 1 >"$file"
	done
	for file in /sys/module/kt_*/parameters/hold; do
		[ -e "$file" ] && echo 0 >"$file"
	done
	killall helper frozen dd cat 2>/dev/null
	echo nop >/sys/kernel/tracing/current_tracer
	sysctls && echo 1 >/proc/sys/kernel/ftrace_enabled
	echo 5000 >$K/timeout_ms
	for file in $K/*/enabled; do
		[ -e "$file" ] && echo 0 >"$file"
	done 2>/dev/null
	for i in 1 2; do
		lsmod | grep -o -E '^(k[tp]|kpatch)_[a-z0-9_]*' | while read -r module; do
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
	echo reverse >/sys/module/kpatch/parameters/on_timeout
	# A scenario that left something behind spoils the next.
	left=$(ls -d $K/*/ 2>/dev/null | grep -v /trust/; lsmod | grep -E '^(k[tp]|kpatch)_')
	[ -z "$left" ] || [ "${1%force}" != "$1" ] || {
		status=1
		echo "left: $left" >>/tmp/out
	}
	if [ $status -eq 77 ]; then
		echo "ok $1: not on this kernel: $(tail -n 1 /tmp/out)"
	elif [ $status -eq 0 ]; then
		echo "ok $1"
		case $1 in
		bench* | demo | klp_scripts)	cat /tmp/out ;;
		esac
	else
		echo "not ok $1"
		sed 's/^/  /' /tmp/out
		clean_up
	fi
	# Each write is one line of the log, and not a long one.
	while read -r line; do
		echo "# $line" >/dev/kmsg
	done </tmp/out
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
