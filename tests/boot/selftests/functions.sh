# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash disable=SC1091,SC2034
#
# For the kernel's own scripts of livepatch: their functions, of which those below
# have a patch enabled by kpatch.ko instead. HOW: atomic, or per-task.
#
# A test ends with 5, and says the outcome, if kpatch.ko refuses what it asks for, or
# if its modules say something else than they should.

. ../livepatch/functions.sh

K=/sys/kernel/kpatch
KLP_SYSFS_DIR=$K
MAX_RETRIES=100

# outcome TEXT: the test ends with it; its title is before that in the same line
outcome() {
	printf '\noutcome: %s\n' "$1"
	exit 5
}

# of KEY: what the last refusal has there
of() {
	sed -n "s/^$1=//p" $K/last_refusal | sed 's/\\x20/ /g'
}
refusals_before=$(of seq)

die() {
	if [ "$(of seq)" != "$refusals_before" ]; then
		outcome "refused, $(of reason): $(of detail)"
	fi
	echo "ERROR: $1"
	exit 1
}

adopt() {
	echo "$1 consistency=$HOW timeout_ms=2000" >$K/adopt
}

load_lp() {
	adopt "$1"
	__load_mod "$@"
}

load_lp_nowait() {
	load_lp "$@"
}

eval "their_$(declare -f load_failing_mod)"
load_failing_mod() {
	if is_livepatch_mod "$1"; then
		adopt "$1"
	fi
	their_load_failing_mod "$@"
	echo - >$K/adopt
	refusals_before=$(of seq)
}

disable_lp() {
	log "% echo 0 > /sys/kernel/livepatch/$1/enabled"
	echo 0 >"$K/$1/enabled" || die "$1 is not disabled"
}

# A module that is patched stays, and so its patch is disabled first.
eval "their_$(declare -f unload_mod)"
unload_mod() {
	if grep -q 1 $K/*/"$1"/patched 2>/dev/null; then
		outcome "pinned: $1 cannot go while it is patched"
	fi
	their_unload_mod "$1"
}

# Where it is in kpatch.ko's folder. `force` is not of one patch there.
eval "their_$(declare -f check_sysfs_rights)"
check_sysfs_rights() {
	case $2 in
	force)	[ -w "$K/force" ] || die "there is no $K/force" ;;
	*)	their_check_sysfs_rights "$@" ;;
	esac
}

# In the scripts, in place of the names in livepatch's folder.
in_use() {
	grep -l 1 $K/*/enabled
}

# What the test did, and what its modules said. What an engine says of itself is not
# compared, nor the order of callbacks of one kind: kpatch.ko undoes in reverse.
comparable() {
	grep -e '^% ' -e test_klp |
		grep -v -e '^livepatch: ' -e '^kpatch: ' -e '\(tainting\|taints\) kernel' |
		awk '{ kind = $1 == "%" ? $0 : $2 }
			kind != last { n++ }
			{ last = kind; printf "%03d %s\n", n, $0 }' |
		sort | cut -d ' ' -f 2-
}

check_result() {
	echo "$*" | comparable >/tmp/expected
	dmesg | awk -v last="$LAST_DMESG" 'p; $0 == last { p = 1 }' |
		sed 's/^\[[ 0-9.]*\] //' | comparable >/tmp/found
	diff -U 0 /tmp/expected /tmp/found >/tmp/differs && return
	outcome "differs: $(sed -n '/^[+-][^+-]/p' /tmp/differs | tr '\n' ';')"
}
