#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Boot a kernel and run scenarios in it.
#
#	run.sh KERNEL BUILD [SCENARIO...]
#
# KERNEL as for kernel.sh; BUILD is the folder for all that is made. Without
# scenarios: fast ones; `all` for all of them. Environment: CPUS (2), MEMORY
# (1G), TIMEOUT (600 s), APPEND (more of the kernel's command line), QEMU.
set -eu

kernel=$1
build=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
mkdir -p "$build"
build=$(cd "$build" && pwd)
kdir=$build/kernels/$kernel
work=$build/$kernel
wanted=$(echo "${*:-fast}" | tr ' ' ',')

# sync FROM TO: copy what changed, so that make builds no more than that
sync_sources() {
	mkdir -p "$2"
	for file in "$1"/*.[chS] "$1"/Kbuild "$1"/*.lds; do
		[ -e "$file" ] || continue
		cmp -s "$file" "$2/${file##*/}" || cp "$file" "$2/"
	done
}

build_modules() {
	sync_sources "$top/kmod" "$work/kmod"
	sync_sources "$top/tests/modules" "$work/tests/modules"
	make -s -C "$kdir/kdir" M="$work/kmod" modules
	make -s -C "$kdir/kdir" M="$work/tests/modules" \
		KBUILD_EXTRA_SYMBOLS="$work/kmod/Module.symvers" modules
}

build_initramfs() {
	root=$work/root
	rm -rf "$root"
	mkdir -p "$root/bin" "$root/proc" "$root/sys" "$root/dev" \
		"$root/tmp" "$root/modules"
	cp "$(command -v busybox)" "$root/bin/busybox"
	"$root/bin/busybox" --list | while read -r applet; do
		ln -s busybox "$root/bin/$applet" 2>/dev/null || :
	done
	${CC:-cc} -O2 -Wall -Wextra -Werror -static -pthread \
		-o "$root/bin/helper" "$here/helper.c"
	cp "$here/init" "$here/scenarios.sh" "$root/"
	for module in "$work"/kmod/*.ko "$work"/tests/modules/*.ko; do
		cp "$module" "$root/modules/"
		strip --strip-debug "$root/modules/${module##*/}"
	done
	(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) \
		>"$work/initrd"
}

boot() {
	: >"$work/result"
	timeout "${TIMEOUT:-600}" "${QEMU:-qemu-system-x86_64}" \
		-accel tcg,thread=single -cpu max -smp "${CPUS:-2}" \
		-m "${MEMORY:-1G}" -display none -no-reboot -nodefaults \
		-serial "file:$work/console" -serial "file:$work/result" \
		-kernel "$kdir/vmlinuz" -initrd "$work/initrd" \
		-append "console=ttyS0 panic=-1 oops=panic kt.run=$wanted kt.kernel=$kernel ${APPEND:-}"
}

# What a kernel in order never says.
trouble() {
	grep -a -n -E 'BUG:|WARNING:|Oops|Call Trace|INFO: |general protection|kmemleak: [0-9]+ new' \
		"$work/console"
}

"$here/kernel.sh" "$kernel" "$kdir"
build_modules
build_initramfs
status=0
boot || status=$?

sed 's/\r$//' "$work/result" >"$work/result.txt"
sed "s/^/$kernel: /" "$work/result.txt"
if [ "$status" -ne 0 ]; then
	echo "$kernel: qemu ended with $status (124: no end after ${TIMEOUT:-600} s); $work/console ends:"
	tail -n 20 "$work/console"
	exit 1
fi
if ! grep -qx end "$work/result.txt"; then
	echo "$kernel: the kernel did not get to the end; $work/console ends:"
	tail -n 40 "$work/console"
	exit 1
fi
if trouble; then
	echo "$kernel: the kernel's log is not clean: $work/console"
	exit 1
fi
if grep -q '^not ok' "$work/result.txt" || ! grep -q '^ok' "$work/result.txt"; then
	echo "$kernel: failed: $(grep -c '^not ok' "$work/result.txt" || :)"
	exit 1
fi
echo "$kernel: $(grep -c '^ok' "$work/result.txt") scenarios, log clean"
