#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Installs and uninstalls at the same time, round after round: afterwards the
# files, the order and the unit's link agree with each other, and with what was
# asked for. ROUNDS says how many: 100, in a sample 20.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

K=$(realpath "$O/kpatch")
work=$(realpath -m "$O/tests/kpatch-parallel")
root=$work/tree
release=6.12.0-a
store=$root/lib/modules/$release/kpatch
link=$root/etc/systemd/system/sysinit.target.wants/kpatch.service
rounds=20
[ "${SC_TEST:-sample}" = sample ] || rounds=100
rounds=${ROUNDS:-$rounds}
rm -rf "$work"
mkdir -p "$root/lib/modules/$release" "$root/usr/lib/systemd/system"
: >"$root/usr/lib/systemd/system/kpatch.service"
for name in a b c d e f; do
	gcc -c -O2 -Itests/kpatch/include -I. -Ikmod -DNAME="\"kp_$name\"" \
		-DRELEASE="\"$release\"" tests/kpatch/patch.c \
		-o "$work/kp_$name.ko" || exit 1
done

bad=0
pids=()
start() {
	"$K" "$@" --root="$root" >>"$work/out" 2>>"$work/err" &
	pids+=($!)
}

install() {
	start install "$work/kp_$1.ko"
}

uninstall() {
	start uninstall --kernel=$release "kp_$1"
}

all_end() {
	local pid
	for pid in "${pids[@]}"; do
		wait "$pid" || bad=1
	done
	pids=()
}

# holds NAME...: those are installed, and no others
holds() {
	local want files order
	want=$(printf '%s\n' "$@" | sed '/./s/.*/kp_&.ko/')
	files=$(cd "$store" 2>/dev/null && LC_ALL=C ls -A | grep -vx order)
	order=$(LC_ALL=C sort "$store/order" 2>/dev/null)
	[ "$files" = "$want" ] && [ "$order" = "$want" ] || return 1
	if [ $# -gt 0 ]; then
		[ -L "$link" ]
	else
		[ ! -L "$link" ] && [ ! -e "$store" ]
	fi
}

agreed=0
for ((round = 1; round <= rounds; round++)); do
	bad=0
	install a
	install b
	install c
	install d
	all_end
	holds a b c d || bad=1
	# The first four go while two others come: something is always there.
	uninstall a
	install e
	uninstall b
	uninstall c
	install f
	uninstall d
	all_end
	holds e f || bad=1
	uninstall e
	uninstall f
	all_end
	holds || bad=1
	[ $bad -ne 0 ] || agreed=$((agreed + 1))
done
sort "$work/err" | uniq -c | grep -v 'warning: there is no kpatch.ko' |
	grep -v 'what to do' | sed 's/^/    /'
expect "files, order and unit agree in $agreed of $rounds rounds" \
	test "$agreed" -eq "$rounds"
expect "no temporary file is left" \
	test -z "$(find "$root" -name '*.tmp')"
expect "the lock is its owner's" \
	test "$(stat -c %a "$root/lib/modules/.kpatch.lock")" = 600
exit "$failed"
