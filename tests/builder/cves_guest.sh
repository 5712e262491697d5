# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# What runs in the test kernel for cves.sh: for each fix with a file in /cves a
# scenario of its name. The file makes the kernel run the code of the fix; beside
# it are the names of the modules that it needs, and of the functions that must be
# seen to run.

PROBES=/sys/kernel/tracing

# tell KEY VALUE: for the table
tell() {
	echo "# fix $fix $*" >/dev/ttyS1
}

# Each new function gets a counter where it begins.
count_functions() {
	for dir in "$K/$name"/*/*,*/; do
		function=$(basename "$dir" | tr -c 'A-Za-z0-9_\n' _)
		echo "p:fix/$function $(cat "$dir/new_addr")" >>$PROBES/kprobe_events ||
			die "no probe at $dir: $(cat $PROBES/error_log)"
	done
	echo 1 >$PROBES/events/fix/enable
}

# As they are now: lines of FUNCTION_POS COUNT
read_counts() {
	awk '{ print $1, $2 }' $PROBES/kprobe_profile
}

stop_counting() {
	echo 0 >$PROBES/events/fix/enable
	echo >$PROBES/kprobe_events
}

# Those that are named have run; the others may have.
check_counts() {
	read_counts >/tmp/counts
	tell ran "$(awk '$2 { sum++ } END { print sum + 0 "/" NR }' /tmp/counts)"
	while read -r function; do
		grep -q -E "^$(echo "$function" | tr . _)_[0-9]+ [1-9]" /tmp/counts ||
			die "$function did not run: $(cat /tmp/counts)"
	done <"/cves/$fix.runs"
	grep -q ' [1-9]' /tmp/counts || die "nothing ran"
}

# --- for the files in /cves ---

# The shell has programs of these names in itself, which can do less.
ip() {
	/tools/ip "$@"
}

tc() {
	/tools/tc "$@"
}

mke2fs() {
	/tools/mke2fs "$@"
}

nft() {
	/tools/nft "$@"
}

ipset() {
	/tools/ipset "$@"
}

add_dummy() {
	ip link add test0 type dummy
	ip addr add 10.9.0.1/24 dev test0
	ip link set test0 up
}

add_disk() {
	dd if=/dev/zero of=/tmp/disk bs=1M count=1 2>/dev/null
	losetup /dev/loop0 /tmp/disk
}

mount_overlay() {
	mkdir -p /tmp/m /tmp/layers
	mount -t tmpfs none /tmp/layers
	mkdir /tmp/layers/lower /tmp/layers/upper /tmp/layers/work
	echo text >/tmp/layers/lower/file
	mount -t overlay none /tmp/m -o \
		lowerdir=/tmp/layers/lower,upperdir=/tmp/layers/upper,workdir=/tmp/layers/work
	umount -l /tmp/layers
}

# mount_ext4 OPTION...: of mke2fs
mount_ext4() {
	dd if=/dev/zero of=/tmp/image bs=1M count=16 2>/dev/null
	mke2fs -q -F -t ext4 "$@" /tmp/image
	mkdir -p /tmp/m
	mount -t ext4 -o loop /tmp/image /tmp/m
}

# --- one fix ---

clean_after_fix() {
	ip link del test0 2>/dev/null || :
	while umount /tmp/m 2>/dev/null; do :; done
	stop_counting 2>/dev/null || :
}

# attempt COMMAND...: what fails in it ends it, but not us; $failed counts
attempt() {
	set +e
	(
		set -e
		"$@"
	)
	[ $? -eq 0 ] || failed=$((failed + 1))
	set -e
}

run_fix() {
	fix=$1
	name=kpatch_$fix
	failed=0
	echo /bin/modprobe >/proc/sys/kernel/modprobe
	for module in $(cat "/cves/$fix.modules"); do
		modprobe "$module"
	done
	policy all
	exits 0 load "$M/$name.ko"
	tell load yes
	attempt count_functions
	attempt . "/cves/$fix.sh"
	attempt check_counts
	clean_after_fix
	exits 0 unload "$name"
	tell unload yes
	is $failed 0
}

for file in /cves/*.sh; do
	file=${file##*/}
	eval "s_${file%.sh}() { run_fix ${file%.sh}; }"
done
