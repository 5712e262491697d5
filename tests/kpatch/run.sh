#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# kpatch without a kernel that it could change: what it says of files and of a
# /sys in plain files, what it installs, and what it refuses before it asks.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

# Some of it would be done otherwise.
if [ -e /sys/kernel/kpatch ]; then
	not_ok "kpatch.ko is loaded here; these tests need a kernel without it"
	exit 1
fi

K=$(realpath "$O/kpatch")
work=$(realpath -m "$O/tests/kpatch")
tree=$work/sys
rm -rf "$work"
mkdir -p "$work"
. tests/kpatch/tree.sh
make_tree
here=$(uname -r)

# patch NAME RELEASE [OPTION...]: $work/NAME.ko
patch() {
	gcc -c -O2 -Itests/kpatch/include -I. -Ikmod -DNAME="\"$1\"" \
		-DRELEASE="\"$2\"" "${@:3}" tests/kpatch/patch.c \
		-Wl,--build-id -o "$work/$1.ko"
}
patch kp_three "$here" || exit 1
patch kp_four "$here" || exit 1
patch kp_old 6.1.0-x || exit 1
patch kp_built "$here" -DBUILT || exit 1
patch kp_built_bad "$here" -DBUILT_BAD || exit 1
patch kp_hidden "$here" -DEMPTY || exit 1
patch plain "$here" -DPLAIN || exit 1
patch kpatch "$here" -DPLAIN || exit 1
xz -k "$work/kp_three.ko"
zstd -q "$work/kp_three.ko"
gzip -k "$work/kp_three.ko"
head -c 300 "$work/kp_three.ko" >"$work/cut.ko"
gcc -c -x c /dev/null -o "$work/object.ko"

# says NAME REGEX COMMAND...: exit 0, and a line matches
says() {
	local name=$1 regex=$2 out
	shift 2
	if out=$("$@" 2>&1) && grep -Eq -- "$regex" <<<"$out"; then
		ok "$name"
	else
		sed 's/^/    /' <<<"$out"
		not_ok "$name: exit 0 and a line that matches $regex"
	fi
}

# told NAME CODE REGEX COMMAND...: that exit code, and a line on stderr
told() {
	local name=$1 want=$2 regex=$3 out code
	shift 3
	out=$("$@" 2>&1 >/dev/null)
	code=$?
	if [ "$code" -eq "$want" ] && grep -Eq -- "$regex" <<<"$out"; then
		ok "$name"
	else
		sed 's/^/    /' <<<"$out"
		not_ok "$name: exit $code, not $want; or no line matches $regex"
	fi
}

# --- usage

expect_exit "no command" 2 "$K"
expect_exit "no such command" 2 "$K" frob
expect_exit "help" 0 "$K" help
expect_exit "version" 0 "$K" --version
for command in load replace unload check list info install uninstall build trust wait reverse force; do
	expect_line "$command --help" "^usage: kpatch $command " "$K" $command --help
	expect_exit "$command: an option it has not" 2 "$K" $command --nothing
done
expect_exit "load: nothing to load" 2 "$K" load
expect_exit "load: two things to load" 2 "$K" load --installed x.ko
expect_exit "replace: one only" 2 "$K" replace a.ko b.ko
expect_exit "reverse: of what?" 2 "$K" reverse
expect_exit "force: of what?" 2 "$K" force
expect_exit "list: no arguments" 2 "$K" list kp_one
expect_exit "list: no --force" 2 "$K" list --force
expect_exit "load: no --sysfs, which is no kernel" 2 "$K" load --sysfs="$tree" x.ko
for time in x -1 1x '' 1e99 nan inf; do
	told "--timeout=$time" 2 'not a number of seconds' "$K" load "--timeout=$time" x.ko
done
for how in x '' Atomic per_task; do
	told "--consistency=$how" 2 'not atomic, hybrid or per-task' \
		"$K" load "--consistency=$how" x.ko
done
for release in ../x '' .; do
	told "--kernel=$release" 2 "not a kernel release" "$K" uninstall "--kernel=$release" x
done
full() { "$K" help >/dev/full; }
told "a full disk is told" 4 'standard output: No space' full

# A batch goes on when its reader goes; and nothing else gets a closed number.
unread() { { "$K" info --sysfs="$tree" "$@"; echo $? >"$work/code"; } | :; }
unread "$work/kp_three.ko" 2>/dev/null
expect "a reader that goes is no signal" test "$(cat "$work/code")" -lt 128
for fd in 0 1 2; do
	for file in "$work/kp_three.ko" "$work/none.ko"; do
		expect "descriptor $fd is closed: ${file##*/} stays as it is" sh -c '
			cp "$2" "$3" 2>/dev/null
			eval "\"\$1\" info \"\$2\" $4>&-" >/dev/null 2>&1
			[ ! -e "$2" ] || cmp "$2" "$3"' - "$K" "$file" "$work/copy" "$fd"
	done
done
closed() { "$K" list --sysfs="$tree" >&-; }
told "a closed output is told" 4 'standard output: ' closed
closed_json() { "$K" list --json --sysfs="$tree" >&-; }
told "a closed output is told, with --json" 4 'standard output: ' closed_json
full_json() { "$K" list --json --sysfs="$tree" >/dev/full; }
told "a full disk is told, with --json" 4 'standard output: No space' full_json

# --- files

info() {
	"$K" info --sysfs="$tree" "$@"
}
for end in ko ko.xz ko.zst ko.gz; do
	says "info: $end" '^module: +kp_three$' info "$work/kp_three.$end"
done
says "info: fits" '^this kernel: fits$' info "$work/kp_three.ko"
says "info: fits not" "^this kernel: does not fit " info "$work/kp_old.ko"
says "info: which kernel" '^kernel: +6\.1\.0-x$' info "$work/kp_old.ko"
says "info: not loaded" '^state: +not loaded$' info "$work/kp_three.ko"
says "info: no way to steer the terminal" 'A patch \\x1b\[31mof' info "$work/kp_three.ko"
says "info: no patch" 'but no patch' info "$work/plain.ko"
says "info: targets not in the file" '^what it changes cannot be told' info "$work/kp_hidden.ko"
targets() {
	info "$work/kp_three.ko" | sed -n '/^changes/,$p'
}
expect "info: targets, by the layout of kmod/kpatch.h" diff - <(targets) <<'END'
changes in vmlinux:
  seq_show (number 2 of the name)
  do_thing
changes in ext4:
  ext4_one
  ext4_two
  ext4_three
END
says "info: the only kernel that it is for" \
	'^for kernel: +00112233445566778899aabbccddeeff00112233$' info "$work/kp_built.ko"
says "info: its diff" '^diff: +sha256:77$' info "$work/kp_built.ko"
says "info: the files that it changes" '^source: +ext4\.c$' info "$work/kp_built.ko"
targets_built() {
	info "$work/kp_built.ko" | sed -n '/^changes/,$p'
}
expect "info: the functions that it was made against" diff - <(targets_built) <<'END'
changes in vmlinux:
  seq_show (number 2 of the name): at 0xffffffff81234560, 93 bytes
  do_thing: at 0xffffffff81000010, 16 bytes
changes in ext4:
  ext4_one: at 0x40, 1024 bytes
  ext4_two
  ext4_three
END
told "info: a line of another form" 2 'kpatch_func=vmlinux:do_thing,0,16 does not' \
	info "$work/kp_built_bad.ko"
told "info: cut short" 2 'cut.ko: ' info "$work/cut.ko"
told "info: no module" 2 'not a kernel module' info "$work/object.ko"
told "info: not there" 2 'none.ko: .*No such file' info "$work/none.ko"
told "info: a folder" 2 'not a regular file' info "$work/"

# --- what is refused before anything is asked of the kernel

told "load: another kernel's" 2 "built for kernel 6.1.0-x; this is $here" "$K" load "$work/kp_old.ko"
# Where the kernel's notes cannot be read, that is told, with another code.
code=2
[ -r /sys/kernel/notes ] || code=4
told "load: for another build of the kernel" "$code" \
	'with build-id 00112233445566778899aabbccddeeff00112233; .*nothing was loaded' \
	"$K" load "$work/kp_built.ko"
told "load: no patch" 2 'but no patch' "$K" load "$work/plain.ko"
told "load: not there" 2 'No such file' "$K" load "$work/none.ko"
told "load: not kpatch.ko" 2 'the module plain, not kpatch.ko' \
	"$K" load --core="$work/plain.ko" "$work/kp_three.ko"
told "load: no kpatch.ko" 4 'looked in extra, updates, updates/dkms and modules.dep' \
	"$K" load --root="$work/nowhere" "$work/kp_three.ko"
told "load: what to do then" 4 'what to do: .*make kmod' \
	"$K" load --root="$work/nowhere" "$work/kp_three.ko"
for command in wait reverse force; do
	told "$command: not loaded" 2 'no such patch is loaded' "$K" $command kp_three
done
told "unload: not loaded" 2 'no such patch is loaded' "$K" unload kp_three
told "check: not loaded" 2 'no such patch is loaded' "$K" check kp_three

# --- a tree

list() {
	"$K" list --sysfs="$tree" "$@"
}
expect "list" diff - <(list) <<'END'
kp_zero: in use, stack order 1
kp_two: in use, stack order 2, replaced others
  kt_target: not patched
    odd,name
  vmlinux: patched
    seq_show (number 2 of the name)
kp_one: not in use, forced
  vmlinux: not patched
    cmdline_proc_show
END
expect_line "list: nothing" '^no patch is loaded, and kpatch.ko is not loaded$' \
	"$K" list --sysfs="$work/nowhere"
says "info: its place" '^stack order: 2$' info kp_two
says "info: of a loaded one" '  seq_show,2  0xffffffff81234560 -> 0xffffffffc0301000' info kp_two
says "info: by another way to write it" '^module: +kp_two$' info kp-two
told "info: not loaded" 2 'kp_three: no such patch is loaded' info kp_three
told "info: what shows those" 2 'what to do: .kpatch list' info kp_three
mkdir -p "$tree/module/usb" && echo live >"$tree/module/usb/initstate"
told "info: another module" 2 'loaded, but is no patch' info usb
put_patch kp_bad 1 0 0 - 3
put kp_bad/vmlinux/patched 1
put kp_bad/vmlinux/nothing/old_addr 0x0
told "list: what is no function" 4 'kp_bad/vmlinux/nothing: not NAME,POSITION' list
rm -r "$tree/kernel/kpatch/kp_bad"
for name in .. . '' trust ../kpatch; do
	expect_exit "info '$name'" 2 info "$name"
done
expect "info: of kpatch.ko" diff - <(info | sed '/^kernel:/d') <<'END'
kpatch.ko:   loaded
time-out:    15000 ms
trust:       off
last change: kp_two: replace, CPUs gathered in 201.5 us, stopped for 61.2 us
last refusal:
  kp_sleep: enabling it: a task is running a function that the patch changes, or code of a patch that is disabled (busy)
  where: kt_sleep in kt_target
  tried 13 times in 15.0 s
  blocked by a b\x1b[31m (pid 88), in uninterruptible sleep on CPU 1
    it is in kt_sleep of kt_target
      kt_sleep+0x24/0x40 [kt_target]
      do_syscall_64+0x82/0x190
  blocked by kernel thread swapper/0 (pid 0), always there on CPU 0
    its stack: a stack could not be walked to its end: no table
      -
  and 1 more
last check: none
END
put last_refusal 'seq=1 no-value'
says "info: a record that is none" "last_refusal: line 1: 'no-value' is not key=value" info
put last_refusal $'seq=1\npatch=kp_two\naction=enable\nreason=cpu-held\nerrno=110
object=-\nfunction=-\nretries=3\ntotal_ns=600000000\ndetail=-\nblockers=1
blocker=0 pid=9 tgid=9 kthread=1 cpu=1 state=R reason=cpu-held object=- function=- frames=0 comm=hog\nend=1\n'
says "info: a CPU that is held" 'it does not release its CPU' info
put last_refusal $'seq=1\npatch=kp_two\naction=enable\nreason=busy\nerrno=16
object=-\nfunction=-\nretries=3\ntotal_ns=600000000\ndetail=-\nblockers=1
blocker=0 pid=9 tgid=9 kthread=0 cpu=1 state=S reason=busy object=vmlinux function=do_wait frames=0 wake=seccomp comm=sh\nend=1\n'
says "info: one that cannot be woken" 'it cannot be made to leave: its seccomp filter' info
put last_refusal "$busy_record"
put last_check $'seq=1\npatch=kp_two\naction=check\nreason=novel\nerrno=1\n'
says "info: a reason of a newer kpatch.ko" 'does not know' info
put last_check ''

# --- tasks move

make_moving_tree
expect "list: tasks move" diff - <(list | grep -v '^ ') <<'END'
kp_zero: in use, stack order 1, 3 tasks have not left it yet
kp_two: in use, stack order 2, replaced others
kp_one: not in use, forced, 3 tasks have not come to it yet
END
expect "info: tasks move" diff - <(info kp_one) <<'END'
module:      kp_one
engine:      kpatch
checksum:    -
state:       not in use
transition:  3 tasks have not come to it yet
  blocked by reader (pid 88), in uninterruptible sleep on CPU 1
    it is in kt_sleep of kt_target
    it cannot be made to leave: its sleep cannot be interrupted
      kt_sleep+0x24/0x40 [kt_target]
replace:     no
forced:      its module can never be unloaded
vmlinux: not patched
  cmdline_proc_show,1  ? -> 0xffffffffc0300000
END
says "info: of kpatch.ko, tasks move" '^transition: +kp_one: 3 tasks have not come to it yet$' info
put transition "${moving_record/direction=forth/direction=back}"
says "list: they come back" '^kp_one: .*, it is taken back, 3 tasks have not left it yet$' list
says "list: and so do others" '^kp_zero: .*, it is taken back, 3 tasks have not come to it yet$' list
put transition "${moving_record/end=7/end=8}"
says "list: parts of two records" '^kp_one: .*, not all tasks have changed over$' list
rm "$tree/kernel/kpatch/transition"
says "list: no right to read who" '^kp_one: .*, not all tasks have changed over$' list
says "info: no right to read who" '^transition: +not all tasks have changed over$' info kp_one
make_tree

# --- trust

trust() {
	"$K" trust --sysfs="$tree" "$@"
}
expect "trust" diff - <(trust 2>/dev/null) <<'END'
policy: off
vmlinux: 95.00 % of its code, 399 of 400 functions (99.75 %)
ext4: not covered: no table of it is loaded
odd: not covered: its table was refused: a sum that does not match
END
expect "trust: an image, by function" diff - <(trust vmlinux) <<'END'
policy: off
vmlinux: 95.00 % of its code, 399 of 400 functions (99.75 %)
  entry_thing: hand-written
  no function: padding
END
put trust/images 'image=nf_nat table=none build_id=- text=3000 covered=0 functions=0 trusted=0 size=0 error=-
'
says "trust: by another way to write it" '^nf_nat: not covered: no table of it is loaded$' trust nf-nat
make_tree
told "trust: no such image" 2 'no such image' trust xfs
told "trust: no such policy" 2 'not one of off, modules, all' trust --policy=some
told "trust: no policy for files" 2 'is no kernel' trust --policy=all
expect "trust: and they are as they were" grep -qx off "$tree/kernel/kpatch/trust/policy"
sed -i 's/image=vmlinux table=loaded/image=vmlinux table=none/' "$tree/kernel/kpatch/trust/images"
make="mkdir -p /lib/firmware/stackcheck; stackcheck trust /boot/vmlinuz-$here -o /lib/firmware/stackcheck"
make=${make//+/\\+}
told "trust: how to make the kernel's table" 0 \
	"what to do: $make/0123abcd.trust; then kpatch trust --policy=modules\$" trust
put trust/images 'image=vmlinux table=none build_id=- text=0 covered=0 functions=0 trusted=0 size=0 error=-
'
# Notes of the kernel: one of Linux, then the build-id.
printf '\6\0\0\0\1\0\0\0\1\0\0\0Linux\0\0\0\0\0\0\0\4\0\0\0\2\0\0\0\3\0\0\0GNU\0\253\315\0\0' \
	>"$tree/kernel/notes"
told "trust: by the running kernel's build-id" 0 "what to do: $make/abcd.trust;" trust
mkdir -p "$work/tree/lib/firmware/stackcheck"
: >"$work/tree/lib/firmware/stackcheck/abcd.trust"
told "trust: a table that is not loaded yet" 0 \
	'what to do: kpatch trust --policy=modules loads /.*/abcd.trust$' trust --root="$work/tree"
printf 'all\n' >"$tree/kernel/kpatch/trust/policy"
told "trust: all, but not the kernel" 0 'warning: .*every change will be refused' trust
told "trust: all stays all" 0 '--policy=all$' trust
head -c 20 "$tree/kernel/notes" >"$work/notes" && mv "$work/notes" "$tree/kernel/notes"
told "trust: notes cut short" 0 "what to do: $make/BUILD-ID.trust;" trust
make_tree
told "trust: kpatch.ko without" 4 'knows nothing of trust' env \
	sh -c 'rm -r "$1/kernel/kpatch/trust"; "$2" trust --sysfs="$1"' - "$tree" "$K"
told "trust: no kpatch.ko" 4 'not loaded' "$K" trust --sysfs="$work/nowhere"
make_tree

# --- JSON

schema=Documentation/schema/kpatch.schema.json
valid() {
	/usr/bin/python3 tests/schema/check_schema.py "$schema" "$@"
}
invalid() {
	! valid "$@"
}
json=$work/json
mkdir "$json"
"$K" list --json --sysfs="$tree" >"$json/list"
"$K" list --json --sysfs="$work/nowhere" >"$json/list-none"
"$K" info --json --sysfs="$tree" >"$json/info"
"$K" info --json --sysfs="$work/nowhere" >"$json/info-none"
make_moving_tree
"$K" list --json --sysfs="$tree" >"$json/list-moving"
"$K" info --json --sysfs="$tree" >"$json/info-moving"
"$K" info --json --sysfs="$tree" kp_one >"$json/info-loaded-moving"
make_tree
"$K" wait --json kp_three >"$json/wait"
"$K" reverse --json kp_three >"$json/reverse"
"$K" force --json >"$json/force-usage"
"$K" info --json --sysfs="$tree" kp_two >"$json/info-loaded"
"$K" info --json --sysfs="$tree" "$work/kp_three.ko" >"$json/info-file"
"$K" info --json --sysfs="$tree" "$work/kp_built.ko" >"$json/info-built"
"$K" info --json --sysfs="$tree" "$work/none.ko" >"$json/info-error"
"$K" trust --json --sysfs="$tree" >"$json/trust"
"$K" trust --json --functions --sysfs="$tree" >"$json/trust-functions"
"$K" trust --json --sysfs="$work/nowhere" >"$json/trust-error"
"$K" load --json --root="$work/nowhere" "$work/kp_three.ko" \
	"$work/none"$'\xff\x01'.ko >"$json/load"
"$K" load --json >"$json/load-usage"
"$K" unload --json a b >"$json/unload"
for file in "$json"/*; do
	expect "schema: ${file##*/}" valid "$file"
	expect "one line: ${file##*/}" test "$(wc -l <"$file")" -eq 1
done
# filter NAME FILE FILTER
filter() {
	expect "json: $1" jq -e "$3" "$json/$2"
}
filter "patches" list '.patches | map(.name) == ["kp_zero", "kp_two", "kp_one"]'
filter "stack order" list '.patches | map(.stack_order) == [1, 2, 0]'
filter "addresses" list '.patches[1].objects[1].functions[0].old_addr == "0xffffffff81234560"'
filter "blockers" info '.last_refusal.blockers | map(.pid) == [88, 0]'
filter "names as they are" info '.last_refusal.blockers[0].comm == "a b\u001b[31m"'
filter "frames" info '.last_refusal.blockers[0].frames | length == 2'
filter "what is not there" info '.last_check == null and .last_refusal.detail == null'
filter "nobody moves" list '.patches | map(.moving) == [null, null, null]'
filter "who moves" list-moving '.patches | map(.moving.direction) == ["from", null, "to"]'
filter "how many are left" list-moving '.patches[2].moving | .left == 3 and .turned == false'
filter "who is left" info-loaded-moving '.loaded.moving.blockers | map(.comm) == ["reader"]'
filter "whose change it is" info-moving '.moving | .change == "kp_one" and .direction == "to"'
filter "an exit code for each" load '.results | map(.exit) == [4, 2]'
filter "the largest for all" load '.exit == 4'
filter "what to do" load '.results[0].advice | contains("make kmod")'
filter "errors" info-error '.exit == 2 and (.error | contains("none.ko"))'
filter "made otherwise" info-file '.file.built == null'
filter "for which kernel" info-built '.file.built.kernel_build_id | startswith("0011223344")'
filter "the files" info-built '.file.built.sources == ["fs/seq.c", "ext4.c"]'
filter "the old functions" info-built \
	'.file.built.functions | sort_by(.old_size) | map(.position, .old_size) == [1, 16, 2, 93, 1, 1024]'
filter "uncovered" trust-functions '.images[0].uncovered | length == 2'
for broken in 'del(.exit)' '.exit = 5' '.patches[0].enabled = 1' \
	'.patches[0].more = 1' 'del(.patches)' '.patches[0].moving = 1' '.command = "frob"'; do
	jq -c "$broken" "$json/list" >"$work/broken"
	expect "the schema rejects $broken" invalid "$work/broken"
done
for broken in '.last_refusal.blockers[0].pid = -1' 'del(.last_refusal.reason)' \
	'.last_refusal.action = "frob"' '.last_change.retries = "2"'; do
	jq -c "$broken" "$json/info" >"$work/broken"
	expect "the schema rejects $broken" invalid "$work/broken"
done
jq -c 'del(.results[0].error)' "$json/load" >"$work/broken"
expect "the schema rejects a failure without a word" invalid "$work/broken"

exit "$failed"
