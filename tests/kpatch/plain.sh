#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Nothing that any command prints steers a terminal, whatever names, records,
# files and options say; and with --json every end is a document by the schema.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

K=$(realpath "$O/kpatch")
work=$(realpath -m "$O/tests/kpatch-plain")
tree=$work/sys
root=$work/root
schema=Documentation/schema/kpatch.schema.json
rm -rf "$work"
mkdir -p "$work/out" "$root/lib/modules/6.12.0-a" "$root/usr/lib/systemd/system"
: >"$root/usr/lib/systemd/system/kpatch.service"
. tests/kpatch/tree.sh
make_tree

# ESC, DEL, CSI raw and as UTF-8, a byte that is no UTF-8, CR, a bell; in C.
evil='\033[31m\177\233\302\2332J\377\r\a'
bytes=$(printf "$evil")

# patch FILE NAME RELEASE [OPTION...]
patch() {
	gcc -c -O2 -Itests/kpatch/include -I. -Ikmod -DNAME="\"$2\"" \
		-DRELEASE="\"$3\"" "${@:4}" tests/kpatch/patch.c -o "$1" || exit 1
}
patch "$work/$bytes.ko" "kp_a$evil" "$(uname -r)"
patch "$work/release.ko" kp_b "6.12.0-$evil"
patch "$work/plain$bytes.ko" "plain$evil" "$(uname -r)" -DPLAIN
patch "$work/good.ko" "kp_c$evil" 6.12.0-a

escaped=$(printf '%s' "$bytes" | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g')
put_patch "kp_two$bytes" 1 0 0 "sum$bytes" 1
put_function "kp_two$bytes" "obj$bytes" 1 "fn$bytes,1" 0x0 0x1
put last_refusal "seq=1
patch=p$escaped
action=enable
reason=busy
errno=16
object=o$escaped
function=f$escaped
retries=3
total_ns=1
detail=d$escaped
blockers=2
blocker=0 pid=1 tgid=1 kthread=0 cpu=0 state=S reason=busy object=o$escaped function=f$escaped frames=1 comm=c$escaped
frame=0 ip=1 symbol=s$escaped
blocker=1 pid=1 tgid=1 kthread=0 cpu=0 state=S reason=x$escaped detail=$escaped frames=0 comm=c$escaped
"
put last_check "seq$bytes=x y$bytes"
put trust/policy "off$bytes"
put trust/images "image=i$escaped table=loaded build_id=x text=1 covered=1 functions=1 trusted=1 size=1 error=-
image=j$escaped table=refused build_id=x text=1 covered=1 functions=1 trusted=1 size=1 error=e$escaped
image=vmlinux table=none build_id=b$escaped text=1 covered=1 functions=1 trusted=1 size=1 error=-
"
put trust/uncovered "image=i$escaped function=f$escaped start=1 size=1 reason=r$escaped
"

ran=0
# run ARGUMENT...: as text, and as JSON
run() {
	ran=$((ran + 1))
	"$K" "$@" >"$work/out/$ran.text" 2>&1 </dev/null
	"$K" "$1" --json "${@:2}" >"$work/out/$ran.json" 2>"$work/out/$ran.err" </dev/null
	[ ! -s "$work/out/$ran.err" ] || not_ok "kpatch $1 --json ${*:2} writes to standard error"
	[ "$(wc -l <"$work/out/$ran.json")" -eq 1 ] ||
		not_ok "kpatch $1 --json ${*:2} prints no document in one line"
}

for file in "$work"/*.ko "$work/none$bytes.ko" "$work/$bytes/x.ko" /dev/null; do
	for command in load replace check info install uninstall unload; do
		run $command "$file"
		run $command --root="$root" "$file"
		run $command --root="$root$bytes" --core="$file" "$file"
		run $command --sysfs="$tree" "$file"
	done
done
for name in "kp_two$bytes" "none$bytes" "$bytes" ''; do
	for command in info unload check uninstall trust; do
		run $command "$name"
		run $command --sysfs="$tree" "$name"
		run $command --sysfs="$tree$bytes" "$name"
	done
done
run list --sysfs="$tree"
run list --sysfs="$tree$bytes"
run info --sysfs="$tree"
run trust --sysfs="$tree"
run trust --sysfs="$tree" --functions
run trust --sysfs="$tree" --policy="p$bytes"
run unload --all
mkdir -p "$root/lib/modules/$(uname -r)/kpatch"
printf 'kp_%s.ko\nno%s\n' "$bytes" "$bytes" >"$root/lib/modules/$(uname -r)/kpatch/order"
run load --installed --root="$root"
for command in load replace unload check list info install uninstall build trust; do
	run $command
	run $command --help
	run $command "--option$bytes" x
	run $command "-$bytes" x
	run $command $'-\e'
	run $command $'-\x9b'
	run $command --timeout="$bytes" x
	run $command --kernel="$bytes/" x
	run $command --core
	run $command --kernel
	run $command a b c
done
run "command$bytes"
run help
run --help
run --version
run ''

texts=("$work"/out/*.text)
documents=("$work"/out/*.json)
expect "$ran runs print nothing that steers a terminal" \
	/usr/bin/python3 tests/kpatch/plain.py "${texts[@]}" "${documents[@]}"
expect "$ran runs print JSON by the schema" \
	/usr/bin/python3 tests/schema/check_schema.py "$schema" "${documents[@]}"
expect "the names were there to be printed" \
	test "$(cat "${texts[@]}" | grep -cF '\x1b[31m\x7f\x9b\xc2\x9b2J\xff\x0d\x07')" -gt 100
printf 'a\xc2\x9bb' >"$work/c1"
expect "the test finds a C1 character" test -n \
	"$(/usr/bin/python3 tests/kpatch/plain.py "$work/c1")"
exit "$failed"
