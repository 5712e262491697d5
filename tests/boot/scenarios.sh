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

# --- scenarios -------------------------------------------------------------

s_patch() {
	load kp_cmdline
	patched_cmdline
	is "$(cat $K/kp_cmdline/enabled)" 1
	enable kp_cmdline 0
	patched_cmdline && die "still patched"
	unload kp_cmdline
	[ ! -e $K/kp_cmdline ]
}

FAST="patch"
SLOW=""

# --- all of them -----------------------------------------------------------

scenario() {
	(
		set -e
		"s_$1"
	) >/tmp/out 2>&1
	status=$?
	# A scenario that left something behind spoils the next.
	left=$(ls -d $K/*/ 2>/dev/null; lsmod | grep -E '^k[tp]_')
	[ -z "$left" ] || [ "$1" = force ] || {
		status=1
		echo "left: $left" >>/tmp/out
	}
	if [ $status -eq 0 ]; then
		echo "ok $1"
	else
		echo "not ok $1"
		sed 's/^/  /' /tmp/out
	fi
	sed 's/^/# /' /tmp/out >>/dev/kmsg
}

run_all() {
	case " $wanted " in
	*" all "*)	wanted="$FAST $SLOW" ;;
	*" fast "*)	wanted="$FAST" ;;
	esac
	helper load $M/kpatch.ko timeout_ms=2000 || return
	for name in $wanted; do
		echo "scenario $name" >/dev/kmsg
		scenario "$name"
	done
	helper unload kpatch >/tmp/out || echo "not ok unload of kpatch.ko: $(cat /tmp/out)"
}
