# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# The kernel's own test modules of livepatch, through both engines. They come from
# its source, and tests/boot/livepatch.sh builds them.

# By each engine: $engine
by_each() {
	for engine in livepatch kpatch; do
		"$@"
	done
}

# takes MODULE, refuses CODE MODULE REGEX...: by $engine
takes() {
	exits 0 load --engine=$engine "$M/$1.ko"
}

refuses() {
	want=$1
	module=$2
	shift 2
	exits "$want" load --engine=$engine --timeout=2 "$M/$module.ko"
	says "$@"
	[ ! -e "/sys/module/$module" ] || die "$module is still there"
}

live_patched() {
	grep -q "$1: this has been live patched" "$2"
}

one_and_two() {
	takes test_klp_livepatch
	live_patched test_klp_livepatch /proc/cmdline
	takes test_klp_atomic_replace
	live_patched test_klp_livepatch /proc/cmdline
	live_patched test_klp_atomic_replace /proc/meminfo
	exits 0 unload test_klp_atomic_replace
	live_patched test_klp_atomic_replace /proc/meminfo && die "still there"
	live_patched test_klp_livepatch /proc/cmdline
	exits 0 unload test_klp_livepatch
	live_patched test_klp_livepatch /proc/cmdline && die "still there"
	return 0
}

# Functions of vmlinux: one patch, and another beside it.
s_klp_functions() {
	by_each one_and_two
	engine=kpatch
	takes test_klp_livepatch
	exits 0 replace --engine=kpatch $M/test_klp_atomic_replace.ko
	live_patched test_klp_livepatch /proc/cmdline && die "not replaced"
	live_patched test_klp_atomic_replace /proc/meminfo
	exits 0 unload --all
}

# What the callbacks have said since the last time. Those that belong together are
# numbered alike and sorted: kpatch.ko undoes objects in reverse order.
callbacks() {
	dmesg -c | sed -n 's/.*\(test_klp_callbacks_demo2*: [a-z]*_[a-z]*_callback: .*\)/\1/p' |
		awk '$2 != last { n++ } { last = $2; printf "%02d %s\n", n, $0 }' | sort
}

before_and_after() {
	dmesg -c >/dev/null
	load test_klp_callbacks_mod
	takes test_klp_callbacks_demo
	exits 0 unload test_klp_callbacks_demo
	unload test_klp_callbacks_mod
	takes test_klp_callbacks_demo
	load test_klp_callbacks_mod
	takes test_klp_callbacks_demo2
	exits 0 unload test_klp_callbacks_demo2
	exits 0 unload test_klp_callbacks_demo
	unload test_klp_callbacks_mod
	callbacks >/tmp/callbacks-$engine
	err=$(helper load $M/test_klp_callbacks_busy.ko block_transition=N) || die "busy: $err"
	takes test_klp_callbacks_demo
	exits 0 unload test_klp_callbacks_demo
	unload test_klp_callbacks_busy
	callbacks >>/tmp/callbacks-$engine
}

# Both call the same ones, in the same steps, with the same objects.
s_klp_callbacks() {
	by_each before_and_after
	cmp /tmp/callbacks-livepatch /tmp/callbacks-kpatch ||
		die "$(diff /tmp/callbacks-livepatch /tmp/callbacks-kpatch)"
	is "$(grep -c 'pre_patch_callback: vmlinux' /tmp/callbacks-kpatch)" 4
	is "$(grep -c 'post_unpatch_callback: test_klp_callbacks_mod' /tmp/callbacks-kpatch)" 2
	# A veto keeps it out.
	err=$(helper load $M/test_klp_callbacks_demo.ko pre_patch_ret=-19) && die "no veto"
	is "$err" 19
	echo test_klp_callbacks_demo >$K/adopt
	err=$(helper load $M/test_klp_callbacks_demo.ko pre_patch_ret=-19) && die "no veto"
	is "$(refusal)" veto
}

blocked() {
	helper load $M/test_klp_callbacks_busy.ko block_transition=Y >/dev/null &
	asleep_in busymod_work_func
	refuses 1 test_klp_callbacks_demo '\(busy\)$' 'blocked by kernel thread kworker' \
		'^    it is in busymod_work_func of test_klp_callbacks_busy$'
	wait
	unload test_klp_callbacks_busy
}

# Wait until a kernel worker is in that function.
asleep_in() {
	for i in $(seq 100); do
		grep -q "$1" /proc/[0-9]*/stack 2>/dev/null && return
		sleep 0.1
	done
	die "nobody is in $1"
}

# One that somebody stays in.
s_klp_busy() {
	by_each blocked
}

# System states are livepatch's alone; and a patched system call.
s_klp_state() {
	engine=livepatch
	takes test_klp_state
	takes test_klp_state2
	exits 0 unload test_klp_state2
	exits 0 unload test_klp_state
	engine=kpatch
	refuses 3 test_klp_state '\(unsupported\)$' 'detail: it uses system states of livepatch'
	by_each takes_syscall
}

takes_syscall() {
	takes test_klp_syscall
	pid=$(sh -c 'echo $$')
	[ "$pid" -gt 1 ] || die "pid $pid"
	exits 0 unload test_klp_syscall
}

# Relocations against a module: applied each time that it comes, by both engines.
s_klp_related() {
	exits 2 load $M/kp_lp_related.ko
	says 'built for the kernel with build-id 0123456789abcdef.*; this one has [0-9a-f]*; nothing was loaded'
	load kt_target
	echo kp_lp_related >$K/adopt
	load kp_lp_related
	is "$(value)" "related old"
	enable kp_lp_related 0
	is "$(value)" "old old"
	unload kt_target
	enable kp_lp_related 1
	# Its text is elsewhere now.
	load kt_dup
	load kt_target
	is "$(value)" "related old"
	exits 0 unload kp_lp_related
	unload kt_target kt_dup
	err=$(helper load $M/kp_lp_related.ko) || die "$err"
	load kt_target
	is "$(value)" "related old"
	exits 0 unload kp_lp_related
	unload kt_target
}
