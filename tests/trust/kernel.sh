#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A whole kernel built with the step and without it, what that costs, and
# whether it boots.
#
#	kernel.sh SOURCE OUT CONFIG
#
# Prints the times, the objects checked and the findings. Fails if there are
# findings, if the step takes more than 5 % of the build's processor time, or
# if the kernel that was built with it does not pass the fast boot tests.
# Both are built folder by folder in turns, so that whatever else the machine
# does slows both down alike; NO_BOOT=1 leaves out the boot.
set -u
source=$1 config=$(realpath "$3")
mkdir -p "$2" && out=$(realpath "$2") || exit 1
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
step=$(realpath "${KBUILD_STEP:-build/stackcheck-kbuild}")
export SC=${SC:-$(dirname "$step")/stackcheck}
export KPATCH=${KPATCH:-$(dirname "$step")/kpatch}
jobs=${JOBS:-$(nproc)}

configure() {
	rm -rf "${out:?}/$1" "$out/$1.time" "$out/$1.log"
	mkdir -p "$out/$1"
	make -s -C "$source" O="$out/$1" KCONFIG_ALLCONFIG="$config" \
		allnoconfig >/dev/null
}

# build with|without TARGET...: its time is appended to OUT/NAME.time
build() {
	local name=$1 var=
	shift
	[ "$name" = with ] && var=objtool=$step
	/usr/bin/time -a -f '%e %U %S' -o "$out/$name.time" \
		make -s -C "$source" O="$out/$name" -j"$jobs" ${var:+"$var"} \
		"$@" >>"$out/$name.log" 2>&1 || {
		tail "$out/$name.log"
		exit 1
	}
}

# Whoever comes first in one folder comes last in the next.
both() {
	build "$first" "$@"
	build "$second" "$@"
	read -r first second <<<"$second $first"
}

times() {
	awk -v name="$1" '
		{ elapsed += $1; user += $2; sys += $3 }
		END {
			printf "%-8s %7.1f s elapsed, %7.1f s user, %6.1f s system\n", \
				name, elapsed, user, sys
		}' "$out/$1.time"
}

configure with && configure without || exit 1
# as it is now, whatever is built meanwhile
cp "$step" "$out/step" && step=$out/step
first=with second=without
both prepare
for folder in init arch/x86 kernel certs mm fs ipc security crypto block \
	io_uring drivers sound net virt lib; do
	both "$folder/"
done
both bzImage modules
times with
times without
checked=$(find "$out/with" -name '.*.o.stackcheck' | wc -l)
found=$(grep -c 'warning: stackcheck' "$out/with.log")
awk -v checked="$checked" -v found="$found" '
	{ cpu[FILENAME] += $2 + $3 }
	END {
		share = 100 * (cpu[ARGV[1]] / cpu[ARGV[2]] - 1)
		printf "%d objects checked, %d findings, %.1f %% more time\n", \
			checked, found, share
		exit share > 5 || found > 0
	}' "$out/with.time" "$out/without.time" || exit 1
[ "${NO_BOOT:-0}" = 1 ] && exit

mkdir -p "$out/kernels/fp"
ln -sfn ../../with "$out/kernels/fp/kdir"
ln -sfn kdir/arch/x86/boot/bzImage "$out/kernels/fp/vmlinuz"
touch "$out/kernels/fp/done"
"$top/tests/boot/run.sh" fp "$out" fast
