# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# A /sys as kpatch.ko makes it, in plain files. Sourced.

# put FILE TEXT: below $tree/kernel/kpatch
put() {
	mkdir -p "$(dirname "$tree/kernel/kpatch/$1")"
	printf '%s' "$2" >"$tree/kernel/kpatch/$1"
}

# put_patch NAME ENABLED REPLACE FORCED CHECKSUM ORDER
put_patch() {
	put "$1/enabled" "$2"$'\n'
	put "$1/replace" "$3"$'\n'
	put "$1/forced" "$4"$'\n'
	put "$1/checksum" "$5"$'\n'
	put "$1/stack_order" "$6"$'\n'
	put "$1/check" ''
	mkdir -p "$tree/module/$1"
	echo live >"$tree/module/$1/initstate"
}

# put_function PATCH OBJECT PATCHED FUNCTION,POS OLD NEW
put_function() {
	put "$1/$2/patched" "$3"$'\n'
	put "$1/$2/$4/old_addr" "$5"$'\n'
	put "$1/$2/$4/new_addr" "$6"$'\n'
}

busy_record='seq=3
patch=kp_sleep
action=enable
reason=busy
errno=16
object=kt_target
function=kt_sleep
retries=12
total_ns=15003817222
detail=-
blockers=3
blocker=0 pid=88 tgid=88 kthread=0 cpu=1 state=D reason=busy object=kt_target function=kt_sleep frames=2 comm=a\x20b\x1b[31m
frame=0 ip=ffffffffc0a01034 symbol=kt_sleep+0x24/0x40\x20[kt_target]
frame=1 ip=ffffffff81a0b1c2 symbol=do_syscall_64+0x82/0x190
blocker=1 pid=0 tgid=0 kthread=1 cpu=0 state=- reason=unreliable object=- function=- frames=1 detail=no\x20table comm=swapper/0
frame=0 ip=ffffffff81000000 symbol=-
'

change_record='seq=4
patch=kp_two
action=replace
functions=3
gather_ns=201500
stopped_ns=61250
stop_call_ns=480110
window_ns=310022
total_ns=51823417
walked_before=83
walked_inside=7
frames_inside=96
recorded=5
retries=2
window_ns=61000
full_walk=0
'

moving_record='seq=7
patch=kp_one
action=replace
direction=forth
rounds=14
total_ns=803817222
left=3
blockers=1
blocker=0 pid=88 tgid=88 kthread=0 cpu=1 state=D reason=busy object=kt_target function=kt_sleep frames=1 wake=uninterruptible comm=reader
frame=0 ip=ffffffffc0a01034 symbol=kt_sleep+0x24/0x40\x20[kt_target]
end=7
'

# make_moving_tree: tasks move to kp_one, which replaces kp_zero
make_moving_tree() {
	make_tree
	put kp_one/transition 1
	put kp_zero/transition 1
	put transition "$moving_record"
}

make_tree() {
	rm -rf "$tree"
	put timeout_ms $'15000\n'
	put last_change "$change_record"
	put last_refusal "$busy_record"
	put last_check ''
	put_patch kp_one 0 0 1 - 0
	put_function kp_one vmlinux 0 cmdline_proc_show,1 0x0 0xffffffffc0300000
	put_patch kp_two 1 1 0 second 2
	put_patch kp_zero 1 0 0 - 1
	put_function kp_two vmlinux 1 seq_show,2 0xffffffff81234560 0xffffffffc0301000
	put_function kp_two kt_target 0 odd,name,1 0x0 0xffffffffc0302000
	put trust/policy $'off\n'
	put trust/images 'image=vmlinux table=loaded build_id=0123abcd text=20000 covered=19000 functions=400 trusted=399 size=5000 error=-
image=ext4 table=none build_id=- text=3000 covered=0 functions=40 trusted=0 size=0 error=-
image=odd table=refused build_id=99 text=3000 covered=0 functions=40 trusted=0 size=10 error=a\x20sum\x20that\x20does\x20not\x20match
'
	put trust/uncovered 'image=vmlinux function=entry_thing start=40 size=16 reason=hand-written
image=vmlinux function=- start=80 size=4 reason=padding
'
}
