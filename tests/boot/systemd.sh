#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A system whose init is systemd loads at boot what `kpatch install` put there,
# nothing for another kernel, and nothing at all with kpatch.enable=0. Debian's
# 6.12; modules are those of run.sh.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

boot=$(realpath -m "$O/boot")
work=$boot/systemd
root=$work/tree
[ -e "$boot/6.12/initramfs/modules/kpatch.ko" ] ||
	tests/boot/run.sh 6.12 "$boot" patch || exit 1
modules=$boot/6.12/initramfs/modules
release=$(cat "$boot/kernels/6.12/release")
rm -rf "$work"
mkdir -p "$root"/{bin,etc,proc,sys,dev,run,tmp,var,usr/lib}
# As on any Debian, /lib and /usr/lib are one folder. systemd looks in both.
ln -s usr/lib "$root/lib"
ln -s usr/lib "$root/lib64"
mkdir -p "$root/lib/modules/$release" "$root/lib/modules/6.1.0-other"

# libraries FILE: that it needs, where it looks for them
libraries() {
	local library
	ldd "$1" | grep -o '/[^ ]*' | while read -r library; do
		mkdir -p "$root/${library%/*}"
		cp -Lu "$library" "$root/$library"
	done
}

# program FILE TO: with its libraries
program() {
	mkdir -p "$root/${2%/*}"
	cp "$1" "$root/$2"
	libraries "$1"
}

# What systemd needs to come up, and nothing else.
program /lib/systemd/systemd /lib/systemd/systemd
# since version 255 another program starts the services
[ ! -e /lib/systemd/systemd-executor ] ||
	program /lib/systemd/systemd-executor /lib/systemd/systemd-executor
program "$(command -v systemctl)" /bin/systemctl
cp "$(command -v busybox)" "$root/bin/busybox"
ln -s busybox "$root/bin/sh"
units=$root/lib/systemd/system
mkdir -p "$units"
for unit in sysinit local-fs local-fs-pre basic sockets timers paths slices \
	shutdown umount final poweroff; do
	cp "/lib/systemd/system/$unit.target" "$units/"
done
cp /lib/systemd/system/systemd-poweroff.service "$units/"
: >"$root/etc/machine-id"
: >"$root/etc/fstab"
echo 'root:x:0:0::/:/bin/sh' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"

# It looks once the system is up, and says what it sees.
cat >"$units/look.service" <<'END'
[Unit]
Requires=sysinit.target
After=sysinit.target
[Service]
Type=oneshot
ExecStart=/bin/sh /look
END
cat >"$root/look" <<'END'
exec >/dev/ttyS1 2>&1
b=/bin/busybox
$b stty -F /dev/ttyS1 raw
echo "state $(/bin/systemctl is-active kpatch.service)"
echo "cmdline $($b head -c 8 /proc/cmdline)"
/usr/bin/kpatch list
echo end
$b sleep 1
$b poweroff -f
END

make -s install O="$O" DESTDIR="$root" PREFIX=/usr >/dev/null || exit 1
libraries "$root/usr/bin/kpatch"
sed 's/vermagic=6/vermagic=7/' "$modules/kp_target.ko" >"$work/kp_target.ko"
mkdir "$root/lib/modules/7${release#6}"
expect "installed" "$O/kpatch" install --root="$root" \
	--core="$modules/kpatch.ko" "$modules/kp_cmdline.ko" "$modules/kp_cmdline2.ko"
expect "installed for another kernel" "$O/kpatch" install --root="$root" "$work/kp_target.ko"

(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) >"$work/initrd"
# boot NAME [WORD...]: with these words more on the kernel's command line
boot() {
	: >"$work/$1.result"
	timeout "${TIMEOUT:-600}" "${QEMU:-qemu-system-x86_64}" \
		-accel tcg,thread=single -cpu max -smp 2 -m 1G -display none -no-reboot \
		-nodefaults -serial "file:$work/$1.console" -serial "file:$work/$1.result" \
		-kernel "$boot/kernels/6.12/vmlinuz" -initrd "$work/initrd" -append \
		"console=ttyS0 panic=-1 oops=panic rdinit=/lib/systemd/systemd systemd.unit=look.service ${*:2}"
	expect "$1: it came up" grep -qx end "$work/$1.result"
}

boot with
expect "the unit has done its work" grep -qx 'state active' "$work/with.result"
expect "the last one installed is the newest" grep -qx 'cmdline kpatch=2' "$work/with.result"
expect "both are in use" test "$(grep -c '^kp_.*: in use' "$work/with.result")" -eq 2
expect "the other kernel's is not" test -z "$(grep kp_target "$work/with.result")"
boot without kpatch.enable=0
expect "kpatch.enable=0: the unit does not run" grep -qx 'state inactive' "$work/without.result"
expect "kpatch.enable=0: nothing is in use" \
	grep -qx 'no patch is loaded, and kpatch.ko is not loaded' "$work/without.result"
[ "$failed" -eq 0 ] || tail -n 40 "$work"/*.console "$work"/*.result
exit "$failed"
