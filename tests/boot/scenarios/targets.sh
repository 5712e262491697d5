# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=dash
#
# Modules that are patched: as they come and go, and callbacks.

# Target first, patch first, target gone and back.
s_target_first() {
	load kt_target
	is "$(value)" "old old"
	load kp_target
	is "$(value)" "new new"
	is "$(cat /proc/kt_init)" old
	is "$(cat $K/kp_target/kt_target/patched)" 1
	# Pinned while it is patched.
	err=$(helper unload kt_target) && die "target unloaded"
	is "$err" 11
	enable kp_target 0
	is "$(value)" "old old"
	is "$(cat $K/kp_target/kt_target/patched)" 0
	unload kt_target
	enable kp_target 1
	is "$(cat $K/kp_target/kt_target/patched)" 0
	grep -q "kpatch version" /proc/version
	load kt_target
	is "$(value)" "new new"
	enable kp_target 0
	unload kp_target
	is "$(value)" "old old"
	unload kt_target
}

s_patch_first() {
	load kp_target
	is "$(cat $K/kp_target/kt_target/patched)" 0
	is "$(log_of kp_target)" AB
	load kp_target2
	load kt_target
	# Before its init ran; and the newer patch wins.
	is "$(cat /proc/kt_init)" newer
	is "$(value)" "newer new"
	is "$(log_of kp_target)" ABab
	is "$(cat $K/kp_target/kt_target/patched)" 1
	enable kp_target2 0
	is "$(value)" "new new"
	enable kp_target 0
	is "$(value)" "old old"
	unload kt_target
	enable kp_target 1
	load kt_target
	is "$(cat /proc/kt_init)" new
	enable kp_target 0
	unload kp_target kp_target2 kt_target
}

# A target that comes while a newer patch is put in: the newer one has patched
# it before the older one gets to, and still wins.
s_order() {
	load kp_target
	# Somebody holds up all requests for a while.
	set_timeout 3000
	helper load $M/kp_named.ko name=worker_thread >/tmp/first &
	sleep 0.5
	helper load $M/kp_target2.ko >/tmp/second &
	sleep 0.5
	helper load $M/kt_target.ko >/tmp/third &
	wait
	is "$(cat /tmp/first /tmp/second /tmp/third | tr '\n' ' ')" "16 0 0 "
	is "$(value)" "newer new"
	enable kp_target2 0
	is "$(value)" "new new"
	enable kp_target 0
	is "$(value)" "old old"
	unload kp_target kp_target2 kt_target
}

# steps: callbacks since the last time, as PATCH:CALLBACK:OBJECT
steps() {
	dmesg | sed -n '/kpatch test: mark/h; /kpatch test: mark/!H; $ { x; p }' |
		sed -n 's/.*kp_several_\([ab]\): step \(.*\)/\1:\2/p' | tr '\n' ' '
	echo "kpatch test: mark" >/dev/kmsg
}

# Several targets in one patch: callbacks in the order of the table, and back.
s_several() {
	load kt_target
	echo "kpatch test: mark" >/dev/kmsg
	load kp_several_a
	is "$(steps)" "a:pre_patch:vmlinux a:pre_patch:kt_target a:post_patch:vmlinux a:post_patch:kt_target "
	is "$(value)" "kp_several_a old"
	# The one that is missing comes, by the kernel's name for it.
	load kt_dup
	is "$(steps)" "a:pre_patch:kt-dup a:post_patch:kt-dup "
	is "$(cut -d ' ' -f 1 /sys/module/kt_dup/parameters/both)" kp_several_a
	is "$(cat $K/kp_several_a/kt_dup/patched)" 1
	enable kp_several_a 0
	is "$(steps)" "a:pre_unpatch:kt-dup a:pre_unpatch:kt_target a:pre_unpatch:vmlinux a:post_unpatch:kt-dup a:post_unpatch:kt_target a:post_unpatch:vmlinux "
	is "$(cat /sys/module/kt_dup/parameters/both)" "a b"
	enable kp_several_a 1
	is "$(steps)" "a:pre_patch:vmlinux a:pre_patch:kt_target a:pre_patch:kt-dup a:post_patch:vmlinux a:post_patch:kt_target a:post_patch:kt-dup "
	# What was found by that name is pinned.
	err=$(helper unload kt_dup) && die "target unloaded"
	is "$err" 11
	enable kp_several_a 0
	unload kp_several_a kt_dup kt_target
}

# Several patches with callbacks: on top of each other, and in the other's place.
s_several_patches() {
	load kt_target
	load kp_several_a
	echo "kpatch test: mark" >/dev/kmsg
	load kp_several_b
	is "$(steps)" "b:pre_patch:vmlinux b:pre_patch:kt_target b:post_patch:vmlinux b:post_patch:kt_target "
	is "$(value)" "kp_several_b old"
	# A target is told to the patches in the order they were put in.
	load kt_dup
	is "$(steps)" "a:pre_patch:kt-dup a:post_patch:kt-dup b:pre_patch:kt-dup b:post_patch:kt-dup "
	enable kp_several_b 0
	steps >/dev/null
	is "$(value)" "kp_several_a old"
	unload kp_several_b
	load kp_several_b replace=1
	pre=a:pre_unpatch
	post=a:post_unpatch
	is "$(steps)" "b:pre_patch:vmlinux b:pre_patch:kt_target b:pre_patch:kt-dup $pre:kt-dup $pre:kt_target $pre:vmlinux $post:kt-dup $post:kt_target $post:vmlinux b:post_patch:vmlinux b:post_patch:kt_target b:post_patch:kt-dup "
	is "$(value)" "kp_several_b old"
	enable kp_several_b 0
	unload kp_several_a kp_several_b kt_dup kt_target
}

# The init of a module cannot be changed: others get its memory later.
s_init_code() {
	load kp_init
	refused 6 kt_target
	is "$(refusal)" no-fentry
	is "$(of function)" kt_target_init
	enable kp_init 0
	unload kp_init
	load kt_target
	unload kt_target
}

# Targets come and go while patches do.
s_target_race() {
	set_timeout 30000
	load kp_target
	touch /tmp/go
	while [ -e /tmp/go ]; do
		helper load $M/kt_target.ko >/tmp/came || echo "load: $(cat /tmp/came)"
		cat /proc/kt_value >/dev/null
		helper unload kt_target >/dev/null
	done >/tmp/raced 2>/dev/null &
	for i in $(seq 60); do
		now=$(value 2>/dev/null) || now=
		[ -z "$now" ] || is "$now" "new new"
		enable kp_target 0
		now=$(value 2>/dev/null) || now=
		[ -z "$now" ] || is "$now" "old old"
		enable kp_target 1
	done
	rm /tmp/go
	wait
	# It is there already where it could not be unloaded.
	grep -v -x 'load: 17' /tmp/raced && die "a load failed"
	enable kp_target 0
	helper unload kt_target >/dev/null || :
	[ ! -e /proc/kt_value ]
	unload kp_target
}

# The target's init fails, patched; nothing of it is left.
s_init_fails() {
	load kp_target
	refused 5 kt_target fail_init=1
	dmesg | tail -n 5 | grep -q "kt_target: init: new"
	is "$(log_of kp_target)" ABabcd
	is "$(cat $K/kp_target/kt_target/patched)" 0
	refused 5 kt_target fail_init=1
	load kt_target
	is "$(value)" "new new"
	enable kp_target 0
	unload kp_target kt_target
}

# Forced out by root, where the kernel allows that.
s_target_forced_out() {
	load kt_target
	load kp_target
	busybox rmmod -f kt_target 2>/dev/null || :
	if [ -e /proc/kt_value ]; then
		enable kp_target 0
		unload kt_target
	else
		is "$(cat $K/kp_target/kt_target/patched)" 0
		load kt_target
		is "$(value)" "new new"
		enable kp_target 0
		unload kt_target
	fi
	unload kp_target
}

# Callbacks, in order, and each veto.
s_callbacks() {
	load kt_target
	refused 125 kp_target veto=11
	is "$(refusal)" veto
	is "$(of object)" kt_target
	is "$(of detail)" 'pre_patch\x20returned\x20-11'
	is "$(value)" "old old"
	refused 125 kp_target veto_vmlinux=12
	is "$(of object)" vmlinux
	grep -q kpatch /proc/version && die "patched in spite of the veto"

	load kp_target
	is "$(log_of kp_target)" AaBb
	enable kp_target 0
	is "$(log_of kp_target)" AaBbcCdD
	# The veto of one undoes what the other did.
	echo 11 >/sys/module/kp_target/parameters/veto
	echo >/sys/module/kp_target/parameters/log
	not_enabled 125 kp_target 1
	is "$(log_of kp_target | tr -d '\n')" AaD
	unload kt_target
	# A veto as the target comes: the target is refused.
	enable kp_target 1
	refused 125 kt_target
	is "$(of action)" module
	is "$(refusal)" veto
	[ ! -e /proc/kt_value ]
	is "$(cat $K/kp_target/kt_target/patched)" 0
	grep -q "kpatch version" /proc/version
	echo 0 >/sys/module/kp_target/parameters/veto
	load kt_target
	is "$(value)" "new new"
	enable kp_target 0
	unload kp_target kt_target
	# A callback that asks for a change gets an error, not a deadlock.
	refused 125 kp_target reenter=1
	is "$(of detail)" 'pre_patch\x20returned\x20-35'
}

# With several patches, the veto of the newer one undoes the older one, too.
s_veto_second() {
	load kp_target2
	load kp_target veto=11
	refused 125 kt_target
	is "$(cat $K/kp_target2/kt_target/patched)$(cat $K/kp_target/kt_target/patched)" 00
	enable kp_target 0
	load kt_target
	is "$(value)" "newer old"
	enable kp_target2 0
	unload kp_target kp_target2 kt_target
}

# A patch module that registers and then fails to load.
s_broken() {
	refused 84 kp_broken
	patched_cmdline && die "patched by a module that is gone"
	[ ! -e $K/kp_broken ]
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline
}

# The same while somebody is in its new function: the module stays until he
# has left.
s_broken_busy() {
	load kt_target
	set_timeout 200
	helper load $M/kp_broken.ko busy=1 >/tmp/err &
	until [ "$(cat $K/kp_broken/enabled 2>/dev/null)" = 1 ]; do
		sleep 0.1
	done
	is "$(helper read /proc/kt_sleep)" 2
	wait
	is "$(cat /tmp/err)" 84
	is "$(refusal)" busy
	is "$(of patch)" kp_broken
	[ ! -e $K/kp_broken ]
	patched_cmdline && die "patched by a module that is gone"
	load kp_cmdline
	enable kp_cmdline 0
	unload kp_cmdline kt_target
}

# Whoever looks into sysfs meanwhile finds what is there, or nothing.
s_sysfs_race() {
	touch /tmp/go
	for i in 1 2; do
		while [ -e /tmp/go ]; do
			cat $K/kp_cmdline/* $K/kp_cmdline/vmlinux/* \
				$K/kp_cmdline/vmlinux/*/* $K/last_*
			helper write $K/kp_cmdline/check 1
		done >/dev/null 2>&1 &
	done
	for i in $(seq 30); do
		load kp_cmdline
		enable kp_cmdline 0
		# A check needs it for as long as it lasts.
		until err=$(helper unload kp_cmdline); do
			is "$err" 11
		done
	done
	rm /tmp/go
	wait
	[ ! -e $K/kp_cmdline ]
}
