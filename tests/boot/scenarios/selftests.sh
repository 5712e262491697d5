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

# run_test WAY FOLDER TEST: how it ends, in a line
run_test() {
	code=0
	(cd "/selftests/$2" && HOW=$1 KDIR=/ PATH=/selftests/bin:$PATH bash "./$3") \
		>/tmp/test 2>&1 || code=$?
	case $code in
	0)	echo ok ;;
	5)	sed -n 's/^outcome: //p' /tmp/test ;;
	*)	echo "ended with $code: $(tail -n 3 /tmp/test | tr '\n' ';')" ;;
	esac
	for file in $K/*/enabled $L/*/enabled; do
		[ -e "$file" ] && echo 0 >"$file"
	done 2>/dev/null
	for i in 1 2 3; do
		lsmod | grep -o '^test_klp[a-z0-9_]*' | while read -r module; do
			helper unload "$module" >/dev/null
		done
	done
}

# wanted WAY TEST: what its outcome has to match. kpatch.ko has no counterpart for
# system states, for targets that go while they are patched, and for a change that
# waits as long as a worker sleeps. It calls callbacks of what is replaced as well, and
# has one errno for each veto.
wanted() {
	case $1:$2 in
	livepatch:*)
		echo '^ok$' ;;
	*:test-state.*)
		echo '^refused, unsupported: it uses system states of livepatch' ;;
	*:test-callbacks.0[348] | *:test-sysfs.02)
		echo '^pinned: ' ;;
	*:test-callbacks.0[67])
		echo '^differs: -insmod: .*: No such device;\+insmod: .*: Operation canceled;$' ;;
	*:test-callbacks.09)
		echo '^refused, busy: ' ;;
	*:test-callbacks.11 | *:test-livepatch.03)
		echo '^differs: (\+test_klp_callbacks_demo: (pre|post)_unpatch_callback: vmlinux;){2}$' ;;
	*)	echo '^ok$' ;;
	esac
}

# The kernel's own scripts, test by test, each in three ways.
s_klp_scripts() {
	ln -sf /selftests/bin/stat /bin/stat
	bad=0
	for file in /selftests/livepatch/*.[0-9][0-9]; do
		file=${file##*/}
		title=$(sed -n 's/^start_test "\(.*\)"$/\1/p' "/selftests/livepatch/$file")
		echo "${file%.*}: $title"
		for way in livepatch atomic per-task; do
			case $way in
			livepatch)	folder=livepatch ;;
			*)	folder=kpatch ;;
			esac
			outcome=$(run_test $way $folder "$file")
			echo "    $way: $outcome"
			echo "$outcome" | grep -q -E "$(wanted $way "$file")" || bad=1
		done
	done
	[ $bad = 0 ] || die "not all as expected"
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

# elsewhere: kt_target goes, and comes with its text at another place
elsewhere() {
	unload kt_target
	load $1
	load kt_target
}

# The same for one task after the other, while somebody is inside: applied before
# the first task moves, each time that the target is there.
s_klp_related_each() {
	set_timeout 60000
	load kt_target
	helper read /proc/kt_sleep >/tmp/slept &
	asleep $! kt_sleep
	echo "kp_lp_related timeout_ms=300" >$K/adopt
	refused 16 kp_lp_related
	echo "kp_lp_related consistency=per-task" >$K/adopt
	helper load $M/kp_lp_related.ko >/tmp/err &
	loader=$!
	is_moving kp_lp_related
	is "$(value)" "related old"
	cat /proc/kt_wake >/dev/null
	wait $loader || die "$(cat /tmp/err): $(refusal)"
	is "$(cat /tmp/slept)" 1
	is "$(cat $K/kp_lp_related/consistency)" per-task
	enable kp_lp_related 0
	is "$(change consistency)" per-task
	is "$(value)" "old old"
	elsewhere kt_dup
	# It turns back, and can be applied at yet another place.
	helper read /proc/kt_sleep >/dev/null &
	asleep $! kt_sleep
	set_timeout 500
	not_enabled 16 kp_lp_related 1
	is "$(refusal)" busy
	is "$(value)" "old old"
	cat /proc/kt_wake >/dev/null
	wait
	set_timeout 60000
	elsewhere kt_each
	enable kp_lp_related 1
	is "$(change consistency)" per-task
	is "$(value)" "related old"
	is "$(cat /proc/kt_sleep)" 2
	enable kp_lp_related 0
	unload kt_target
	# The target comes later.
	enable kp_lp_related 1
	load kt_target
	is "$(value)" "related old"
	enable kp_lp_related 0
	unload kp_lp_related kt_target kt_dup kt_each
}
