#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Boot a kernel and run scenarios in it.
#
#	run.sh KERNEL BUILD [SCENARIO...]
#	run.sh KERNEL BUILD --modules	build them only, and print kpatch.ko's path
#
# KERNEL as for kernel.sh; BUILD is the folder for all that is made. Without
# scenarios: fast ones; `all` for all of them. Environment: CPUS (2), MEMORY
# (1G; debug 2G), TRUST (off; the policy kpatch.ko starts with), TIMEOUT (seconds;
# 1500, for all of them 3600, on debug 9000), CPU_MODEL (max; as qemu names it),
# APPEND (more of the kernel's command line), EXTRA (a folder whose files are put
# into the initrd as well: scenarios, modules), SIGN (a key: all modules are signed
# by SIGN.pem, of SIGN.x509), QEMU, SC (the analyzer; BUILD/../stackcheck, with
# stackcheck-kbuild beside it), KPATCH (the command; BUILD/../kpatch).
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
SC=${SC:-$build/../stackcheck}
step=$(realpath "$SC-kbuild")
KPATCH=${KPATCH:-$build/../kpatch}
case $kernel in
fp)	mode=frame ;;
*)	mode=table ;;
esac
case $kernel in
debug)	MEMORY=${MEMORY:-2G} ;;
esac
case " $* " in
*" all "*)
	case $kernel in
	debug)	TIMEOUT=${TIMEOUT:-9000} ;;
	*)	TIMEOUT=${TIMEOUT:-3600} ;;
	esac ;;
esac
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
	sync_sources "$top/include/stackcheck" "$work/include/stackcheck"
	sync_sources "$top/kmod" "$work/kmod"
	sync_sources "$top/tests/modules" "$work/tests/modules"
	# each with its table, made while its objects still have annotations
	{
		make -s -C "$kdir/kdir" M="$work/kmod" objtool="$step" modules
		make -s -C "$kdir/kdir" M="$work/tests/modules" \
			KBUILD_EXTRA_SYMBOLS="$work/kmod/Module.symvers" \
			objtool="$step" modules
	} >"$work/build.log" 2>&1 || {
		cat "$work/build.log"
		echo "not ok $kernel: build of the modules"
		exit 1
	}
}

# trust OPTION...: make a table; findings in it are fine
trust() {
	code=0
	"$SC" trust --mode=$mode "$@" >>"$work/trust.log" 2>&1 || code=$?
	[ "$code" -le 1 ] || {
		tail -n 1 "$work/trust.log"
		echo "not ok $kernel: stackcheck trust $*"
		exit 1
	}
}

# The kernel's own table, where the module looks for it.
kernel_table() {
	table=$work/vmlinux.trust
	if [ ! "$table" -nt "$kdir/done" ] || [ ! "$table" -nt "$SC" ]; then
		if [ -e "$kdir/kdir/vmlinux.o" ]; then
			trust "$kdir/kdir/vmlinux" -o "$table" \
				--objects "$kdir/kdir/vmlinux.o"
		else
			trust "$kdir/vmlinuz" -o "$table"
		fi
	fi
	id=$("$SC" trust --dump "$table" |
		sed -n '1s/.*build-id \([0-9a-f]*\).*/\1/p')
	mkdir -p "$root/lib/firmware/stackcheck"
	cp "$table" "$root/lib/firmware/stackcheck/${id:?}.trust"
}

# libraries_of FILE: those that it needs from its start on, and those that it loads
# later, whose names are in it
libraries_of() {
	ldd "$1" | grep -o '/[^ ]*'
	strings "$1" | grep -xE 'lib[a-z0-9]+\.so\.[0-9]+' | while read -r name; do
		/sbin/ldconfig -p | sed -n "s/^\t$name (.*x86-64.*) => //p" |
			head -n 1
	done | while read -r library; do
		echo "$library"
		ldd "$library" | grep -o '/[^ ]*'
	done
}

# put_program FILE: with its libraries, where it looks for them
put_program() {
	cp "$1" "$root/bin/"
	libraries_of "$1" | sort -u | while read -r library; do
		mkdir -p "$root/${library%/*}"
		cp -L "$library" "$root/$library"
	done
}

# Patches without a table, with one that is damaged, and with another's.
odd_modules() {
	modules=$root/modules
	for name in kp_cmdline kp_cmdline2; do
		objcopy -R .stackcheck -R .rela.stackcheck "$modules/$name.ko" \
			"$modules/odd-none${name#kp_cmdline}.ko"
	done
	objcopy --dump-section .stackcheck="$work/table" "$modules/kp_cmdline.ko"
	printf '\245' | dd of="$work/table" bs=1 seek=100 conv=notrunc 2>/dev/null
	objcopy --update-section .stackcheck="$work/table" \
		"$modules/kp_cmdline.ko" "$modules/odd-damaged.ko"
	objcopy --dump-section .stackcheck="$work/table" "$modules/kp_target.ko"
	objcopy --update-section .stackcheck="$work/table" \
		"$modules/kp_cmdline.ko" "$modules/odd-foreign.ko"
	cp "$modules/kp_unsound.ko" "$modules/odd-unsound.ko"
	bare=$modules/odd-bare.ko
	objcopy --set-section-flags .bare.text=alloc,readonly,data \
		"$work/tests/modules/kp_bare.ko" "$bare"
	trust --embed "$bare"
	objcopy --strip-debug --set-section-flags \
		.bare.text=alloc,readonly,code "$bare"
}

# The kernel's own modules for vhost, each with a table.
vhost_modules() {
	for name in vhost_iotlb vhost vsock vmw_vsock_virtio_transport_common \
		vhost_vsock; do
		file=$(find "$kdir"/unpacked/lib/modules/ "$kdir"/kdir/drivers/vhost \
			"$kdir"/kdir/net/vmw_vsock \( -name "$name.ko" -o \
			-name "$name.ko.xz" \) 2>/dev/null | head -n 1)
		case $file in
		*.xz)	xz -dc "$file" >"$root/modules/$name.ko" ;;
		?*)	cp "$file" "$root/modules/" ;;
		*)	continue ;;
		esac
		# without its signature, that a table would make wrong
		objcopy --strip-debug "$root/modules/$name.ko"
		trust --embed "$root/modules/$name.ko"
	done
}

# Sign all modules. One stays as it is, and one is changed after that.
sign_modules() {
	[ -n "${SIGN:-}" ] || return 0
	modules=$root/modules
	cp "$modules/kt_livepatch.ko" "$work/unsigned.ko"
	for module in "$modules"/*.ko; do
		"$kdir/kdir/scripts/sign-file" sha256 "$SIGN.pem" "$SIGN.x509" \
			"$module"
	done
	mv "$work/unsigned.ko" "$modules/odd-unsigned.ko"
	LC_ALL=C sed 's/livepatch=1/livepatch=2/' "$modules/kt_livepatch.ko" \
		>"$modules/odd-changed.ko"
	xz -kf --check=crc32 "$modules/kt_livepatch.ko"
}

build_initramfs() {
	root=$work/initramfs
	rm -rf "$root"
	mkdir -p "$root/bin" "$root/proc" "$root/sys" "$root/dev" \
		"$root/tmp" "$root/modules"
	cp "$(command -v busybox)" "$root/bin/busybox"
	"$root/bin/busybox" --list | while read -r applet; do
		ln -s busybox "$root/bin/$applet" 2>/dev/null || :
	done
	${CC:-cc} -O2 -Wall -Wextra -Werror -static -pthread \
		-o "$root/bin/helper" "$here/helper.c"
	${CC:-cc} -O2 -Wall -Wextra -Werror -static -pthread \
		-o "$root/bin/frozen" "$here/frozen.c"
	${CC:-cc} -O2 -Wall -Wextra -Werror -static \
		-o "$root/bin/bpf" "$here/bpf.c"
	put_program "$KPATCH"
	cp -r "$here/init" "$here/scenarios.sh" "$here/scenarios" "$root/"
	for module in "$work"/kmod/*.ko "$work"/tests/modules/*.ko; do
		cp "$module" "$root/modules/"
		# one that stacks cannot be walked through, nor trusted
		case $module in
		*/kt_noorc.ko)
			objcopy -R .stackcheck -R .rela.stackcheck \
				"$root/modules/kt_noorc.ko" ;;
		esac
		strip --strip-debug "$root/modules/${module##*/}"
	done
	odd_modules
	vhost_modules
	sign_modules
	kernel_table
	[ -z "${EXTRA:-}" ] || cp -r "$EXTRA/." "$root/"
	(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1) \
		>"$work/initrd"
}

# no_timer_check: the kernel takes a busy host's emulated timer for a broken one.
# panic_print: stacks of all tasks, and what each CPU does.
start_qemu() {
	exec "${QEMU:-qemu-system-x86_64}" \
		-accel tcg,thread=single -cpu "${CPU_MODEL:-max}" -smp "${CPUS:-2}" \
		-m "${MEMORY:-1G}" -display none -no-reboot -nodefaults \
		-serial "file:$work/console" -serial "file:$work/result" \
		-monitor stdio -kernel "$kdir/vmlinuz" -initrd "$work/initrd" \
		-append "console=ttyS0 panic=-1 oops=panic panic_print=0x41 $nmi_panics no_timer_check kt.run=$wanted kt.kernel=$kernel kt.trust=${TRUST:-off} ${APPEND:-}"
}

# Without sysctls the scenario `nmi` cannot have its own NMIs told apart.
nmi_panics=unknown_nmi_panic
case $kernel:,$wanted, in
fp:*,all,*|fp:*,nmi,*|debug:*,all,*|debug:*,nmi,*)
	nmi_panics= ;;
esac

# A kernel that does not end in time gets an NMI, which makes it panic whatever
# it is doing, and show all stacks.
boot() {
	limit=${TIMEOUT:-1500}
	: >"$work/result"
	rm -f "$work/monitor"
	mkfifo "$work/monitor"
	exec 7<>"$work/monitor"
	start_qemu <"$work/monitor" >"$work/monitor.log" 2>&1 8>&- &
	qemu=$!
	trap 'kill $qemu 2>/dev/null || :' EXIT
	hung=
	seconds=0
	while kill -0 $qemu 2>/dev/null; do
		if [ $seconds -eq "$limit" ]; then
			hung=1
			echo nmi >&7
		elif [ $seconds -gt $((limit + 60)) ]; then
			kill $qemu
		fi
		sleep 1
		seconds=$((seconds + 1))
	done
	wait $qemu || [ -n "$hung" ]
}

# The last scenario that the kernel's log tells of.
last_scenario() {
	grep -a -o '] scenario [a-z_]*' "$work/console" | tail -n 1 | cut -c 3-
}

# What a kernel in order never says. (That an NMI took too long it does say,
# when the emulation was not given the processor.) With retbleed=stuff it says of
# functions of its own that there is no room before them: assembly of Xen, and a
# return thunk. No module of ours has to do with these. What it says of the processor is no trouble.
trouble() {
	grep -a -n -E 'BUG:|WARNING:|Oops|Call Trace|INFO: (task|rcu|lockdep|trying)|general protection|kmemleak: [0-9]+ new|Invalid padding area' \
		"$work/console" |
		grep -a -v -e 'Invalid padding area for xen_cpu_bringup_again' \
			-e 'Invalid padding area for srso_safe_ret' \
			-e 'RETBleed: WARNING: Spectre v2 mitigation leaves CPU'
}

# What apt says of packages that come now is not the answer to --modules.
"$here/kernel.sh" "$kernel" "$kdir" >&2
build_modules
if [ "$wanted" = --modules ]; then
	echo "$work/kmod/kpatch.ko"
	exit 0
fi
: >"$work/trust.log"
build_initramfs
status=0
boot || status=$?

not_ok() {
	echo "not ok $kernel: $*"
	exit 1
}

sed 's/\r$//' "$work/result" | sed '0,/^begin$/d' >"$work/result.txt"
sed -E "s/^(ok|not ok) /\\1 $kernel: /; /^end$/d; /^json /d" "$work/result.txt"
if [ -n "$hung" ]; then
	not_ok "no end after $limit s, in $(last_scenario); the stacks of all tasks are in $work/console"
fi
if [ "$status" -ne 0 ]; then
	tail -n 40 "$work/console"
	cat "$work/monitor.log"
	not_ok "qemu ended with $status; $work/console"
fi
if ! grep -qx end "$work/result.txt"; then
	tail -n 40 "$work/console"
	not_ok "the kernel did not get to the end, in $(last_scenario); $work/console"
fi
if trouble; then
	not_ok "the kernel's log; $work/console"
fi
echo "ok $kernel: the kernel's log"
# What the command said to programs.
if grep -q '^json ' "$work/result.txt"; then
	rm -rf "$work/json"
	mkdir "$work/json"
	sed -n 's/^json //p' "$work/result.txt" |
		split -l 1 --additional-suffix=.json - "$work/json/"
	/usr/bin/python3 "$top/tests/schema/check_schema.py" \
		"$top/Documentation/schema/kpatch.schema.json" \
		"$work"/json/*.json || not_ok "JSON that is not by the schema"
	echo "ok $kernel: JSON by the schema"
fi
! grep -q '^not ok' "$work/result.txt" || exit 1
