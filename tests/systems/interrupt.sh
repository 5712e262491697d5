#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A run in a system of its own is interrupted: nothing runs on, nothing stays
# mounted, and the folder is gone.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

# Only root can mount. Any user is root in a user namespace of its own.
[ "$(id -u)" -eq 0 ] || {
	unshare --map-root-user true || {
		not_ok "systems: needs root, or a kernel whose users may make user namespaces"
		exit 1
	}
	exec unshare --map-root-user tests/systems/interrupt.sh
}
work=$(realpath -m "$O/tests/systems")
rm -rf "$work"
mkdir -p "$work"

# run DIR: as tests/systems/run.sh does
cat >"$work/run" <<'END'
. tests/systems/lib.sh
clean_up_at_end "$1"
in_namespaces sh -c 'mkdir "$1/mounted" && mount -t tmpfs none "$1/mounted" &&
	echo "$1" >"$1/mounted/file" && (sleep 1234 &) && touch "$1/ready" && sleep 1234' - "$1"
END

wait_for() {
	local try
	for try in $(seq 600); do
		"$@" && return
		sleep 0.1
	done
	return 1
}

runs() {
	cut -d ' ' -f 2 /proc/[0-9]*/mounts 2>/dev/null | grep -qxF "$1/mounted"
}

nothing_runs() {
	! runs "$1"
}

has_ended() {
	! grep -q '^State:[[:space:]]*[^Z]' "/proc/$1/status" 2>/dev/null
}

for signal in INT TERM HUP KILL; do
	dir=$work/$signal
	mkdir "$dir"
	# Without job control the interrupt is ignored, and also if it was from
	# the start, as in the background of another script.
	set -m
	env --default-signal=INT,TERM,HUP bash "$work/run" "$dir" \
		>"$work/log" 2>&1 &
	pid=$!
	set +m
	expect "$signal: it runs" wait_for test -e "$dir/ready"
	expect "$signal: mounted for what runs there" runs "$dir"
	expect "$signal: not mounted for others" test ! -e "$dir/mounted/file"
	kill -"$signal" $pid
	expect "$signal: it ends" wait_for has_ended $pid
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	code=$?
	expect "$signal: the exit code tells" test $code -gt 128
	expect "$signal: nothing runs on" wait_for nothing_runs "$dir"
	[ $signal = KILL ] || expect "$signal: the folder is gone" test ! -e "$dir"
done

# second SECONDS: another run, which has that long
second() {
	O=$work timeout "$1" bash -c '. tests/systems/lib.sh; alone; echo alone' 2>&1
}
waits() {
	[ "$(second 1)" = "another run makes systems in $work/systems; this one waits for it" ]
}
mkdir "$work/systems"
exec 8>"$work/systems/lock"
flock 8
expect "a second run waits for the first" waits
exec 8>&-
expect_line "and goes on after it" '^alone$' second 60
rm -rf "$work"
exit "$failed"
