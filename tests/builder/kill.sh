#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `kpatch build` and `kpatch build --prepare` are ended by signals at random moments.
# The source and the cache stay as they are. SIGTERM and SIGINT leave nothing behind;
# what SIGKILL leaves is gone after the next run, which makes what it should.
#
#	kill.sh [KERNEL [build|prepare]]	6.12; both
#
# Each is ended at 4 moments; with SC_TEST=full at 100, half of them by SIGKILL.
# Another choice of moments: SEED=N.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/builder/lib.sh

moments=4
[ "${SC_TEST:-sample}" != full ] || moments=100
RANDOM=${SEED:-1}
signals=(KILL TERM KILL INT)

set_up "${1:-6.12}" tests/builder/cases "$O/tests/kill" && prepare || exit 1
mkdir -p "$work/tmp" "$work/out" "$work/debs"
export TMPDIR=$work/tmp
diff=tests/builder/cases/cmdline.diff

# The sums of all files of a prepared kernel, without the paths of its cache
sums_of() {
	(cd "$1"/kernels/"$release"-* && find . -type f ! -name Makefile -print0 |
		sort -z | xargs -0 sha256sum)
}

# What was there is there, and as it was. (Others may add sources to a shared cache.)
is_unchanged() {
	(cd "$cache"/kernels/"$release"-* && sha256sum --quiet -c "$work/sums")
}

# timed COMMAND...: sets took, in milliseconds
timed() {
	local started=$EPOCHREALTIME
	"$@" >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
	took=$(bc <<<"($EPOCHREALTIME - $started) * 1000 / 1")
}

# end_by SIGNAL COMMAND...: at a random moment of $took. A shell's jobs in the
# background begin with SIGINT ignored, which programs would go on with.
end_by() {
	local signal=$1 pid code at=$((took * (RANDOM % 1000) / 1000))
	shift
	env --default-signal=INT "$@" >"$work/log" 2>&1 &
	pid=$!
	sleep "$(bc <<<"scale=3; $at / 1000")"
	kill -s "$signal" "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	code=$?
	echo "# SIG$signal after $at ms of $took: exit $code: $(tail -n 1 "$work/log")"
	[ "$signal" = KILL ] || [ "$code" -lt 128 ]
}

# Programs of a run that was killed end a moment later.
nothing_runs() {
	local i
	for i in {1..100}; do
		! pgrep -f "$work/" >/dev/null && return
		sleep 0.2
	done
	pgrep -a -f "$work/"
	return 1
}

is_empty() {
	[ -z "$(ls -A "$1")" ] || { ls -A "$1"; return 1; }
}

# --- of a build

build=("$K" build --kernel="$release" --cache="$cache" --core="$core" -o "$work/out" "$diff")

kill_builds() {
	local i signal before
	sums_of "$cache" >"$work/sums"
	timed "${build[@]}" && timed "${build[@]}" || exit 1
	cp "$work/out/kpatch_cmdline.ko" "$work/want.ko"
	rm "$work/out/kpatch_cmdline.ko"
	for ((i = 0; i < moments; i++)); do
		signal=${signals[i % 4]}
		before=$(ls -A "$TMPDIR")
		expect "a build ends by SIG$signal" end_by "$signal" "${build[@]}"
		expect "nothing of it runs on" nothing_runs
		[ "$signal" = KILL ] || expect "SIG$signal leaves no files" \
			test -z "$(comm -13 <(echo "$before") <(ls -A "$TMPDIR"))"
		[ ! -e "$work/out/kpatch_cmdline.ko" ] ||
			expect "the module is whole" cmp "$work/out/kpatch_cmdline.ko" "$work/want.ko"
		rm -f "$work/out/kpatch_cmdline.ko"
		expect "no part of a module is left" is_empty "$work/out"
	done
	# A folder is only taken for left when it is some seconds old.
	sleep 11
	expect "the next build is as the first" timed "${build[@]}"
	expect "it makes the same module" cmp "$work/out/kpatch_cmdline.ko" "$work/want.ko"
	expect "and takes away what was left" is_empty "$TMPDIR"
	expect "source and cache are unchanged" is_unchanged
}

# --- of --prepare

for deb in "$O/boot/kernels/$kernel/debs"/*.deb; do
	cp -l "$(realpath "$deb")" "$work/debs/" 2>/dev/null || cp "$deb" "$work/debs/"
done
cp "$cache"/kernels/"$release"-*/debs/*.deb "$work/debs/"
preparation=("$K" build --prepare --kernel="$release" --packages="$work/debs"
	--cache="$work/cache")

is_whole_or_absent() {
	! compgen -G "$work/cache/kernels/$release-*" >/dev/null ||
		diff "$work/prepared" <(sums_of "$work/cache") >"$work/diff"
}

is_tidy() {
	is_empty "$work/cache/packages" &&
		[ -z "$(find "$work/cache/kernels" -mindepth 1 -maxdepth 1 -name '.*')" ]
}

kill_preparations() {
	local i signal
	timed "${preparation[@]}" || exit 1
	sums_of "$work/cache" >"$work/prepared"
	rm -rf "$work/cache/kernels"
	for ((i = 0; i < moments; i++)); do
		signal=${signals[i % 4]}
		expect "a preparation ends by SIG$signal" end_by "$signal" "${preparation[@]}"
		expect "nothing of it runs on" nothing_runs
		[ "$signal" = KILL ] || expect "SIG$signal leaves no files" is_tidy
		expect "there is no kernel that is not whole" is_whole_or_absent
		rm -rf "$work/cache/kernels/$release"-*
	done
	expect "the next preparation works" timed "${preparation[@]}"
	expect "with the same files" is_whole_or_absent
	expect "and nothing is left behind" is_tidy
	expect "nothing is left in TMPDIR" is_empty "$TMPDIR"
}

case ${2:-both} in
build)	kill_builds ;;
prepare) kill_preparations ;;
both)	kill_builds
	kill_preparations ;;
*)	echo "$0: what is $2?" >&2
	exit 2 ;;
esac
rm -rf "$work"
exit "$failed"
