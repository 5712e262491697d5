# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# What the scenarios share.

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

set_timeout() {
	echo "$1" >$K/timeout_ms
}

# on PATTERNS: is it one of these kernels?
on() (
	set -f
	for pattern in $1; do
		# shellcheck disable=SC2254 # a pattern
		case $kernel in
		$pattern) exit 0 ;;
		esac
	done
	exit 1
)

# Debian's kernels as their packages have them.
stock="6.* 7.*"

# not_on KERNELS REASON: this kernel cannot have the scenario; ends it, and
# the result says so. A kernel that is not named fails.
not_on() {
	on "$1" || die "should be possible here: $2"
	echo "$2"
	exit 77
}

# Does the kernel take the CPU from code of its own that does not let go of it?
# A command line may say so (preempt=). With PREEMPT_RT there is nothing to say.
preempts() {
	mode=/sys/kernel/debug/sched/preempt
	if [ -e $mode ] && grep -q '(' $mode; then
		grep -qE '\((full|lazy)\)' $mode
	else
		on "fp debug alone 6.12-rt 7.*"
	fi
}

# A thread that holds its CPU must not keep others from loading modules: that
# waits for a grace period. With threadirqs= no CPU ends one before its threads
# have run, so such a kernel cannot have the scenario; ends it.
held_cpu_ends_grace_periods() {
	preempts || ! grep -qw threadirqs /proc/cmdline || {
		echo "a grace period waits for the held CPU"
		exit 77
	}
}

# A machine with one CPU cannot have the scenario; ends it.
second_cpu() {
	[ -e /sys/devices/system/cpu/cpu1 ] && return
	echo "needs a second CPU"
	exit 77
}

# spare_cpu: the number of a CPU that the kernel takes offline, as $spare, and
# its mask for taskset. Linux 6.12 keeps the one that isolcpus= names.
spare_cpu() {
	second_cpu
	for online in /sys/devices/system/cpu/cpu[1-9]/online; do
		if echo 0 2>/dev/null >"$online"; then
			echo 1 >"$online"
			spare=${online%/online}
			spare=${spare##*/cpu}
			spare_mask=$(printf %x $((1 << spare)))
			return
		fi
	done
	die "the kernel takes no CPU offline; CPUS=3 gives it one more"
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
