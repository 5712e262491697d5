#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What commands write takes the place of a file as a whole or not at all, and
# of nothing but a file.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/output
rm -rf "$work"
mkdir -p "$work"
rule_example return-modified Bad "$work/bad" || exit 1
rule_example return-modified Mended "$work/good" || exit 1
SC=$(realpath "$SC")
cd "$work" || exit 1
cp bad/example.o bad.o
cp good/example.o good.o
as -o leaf.o - <<'ASM' || exit 1
	.globl _text, leaf
_text:
	.type leaf, @function
leaf:	ret
	.size leaf, .-leaf
ASM
ld -Ttext=0xffffffff81000000 -e 0 --build-id -o vmlinux leaf.o || exit 1
umask 022

# Every command that writes a file: "NAME INPUT ARGUMENTS", with the file last.
writers=(
	"orc good.o orc good.o -o"
	"trust vmlinux trust --mode=table vmlinux -o"
	"embed good.o trust --embed good.o -o"
	"check good.o check good.o -o"
)

# run_writer WORDS FILE
run_writer() {
	local words
	read -ra words <<<"$1"
	"$SC" "${words[@]:2}" "$2"
}

has_no_leftovers() {
	! compgen -G ".stackcheck*" >/dev/null
}

is_mode() {
	[ "$(stat -c %a "$1")" = "$2" ]
}

# in_new_mount COMMAND: with a file system of 8 kB at small/
full_disk() {
	mkdir -p small
	unshare -m sh -c "mount -t tmpfs -o size=8k none small &&
		echo old >small/out && head -c 9000 /dev/zero >small/fill
		\"\$@\" -o small/out
		code=\$?
		[ \"\$(cat small/out)\" = old ] && [ \$(ls -A small | wc -l) = 2 ] &&
			exit \$code
		exit 99" sh "$SC" "$@"
}

for writer in "${writers[@]}"; do
	name=${writer%% *}
	rest=${writer#* }
	input=${rest%% *}
	rm -f out
	expect "$name: writes a new file" run_writer "$writer" out
	expect "$name: with a mode by the umask" is_mode out 644
	cp out want
	echo old >out
	chmod 640 out
	expect "$name: replaces a file" run_writer "$writer" out
	expect "$name: and keeps its mode" is_mode out 640
	expect "$name: with the same contents" cmp want out
	ln -sf target link
	rm -f target
	expect "$name: follows a link to nothing yet" run_writer "$writer" link
	expect "$name: follows a link to a file" run_writer "$writer" link
	expect "$name: and the link stays" test -L link -a ! -L target
	expect "$name: the target has the contents" cmp want target
	if mknod null c 1 3 2>/dev/null; then
		expect "$name: writes to a device" run_writer "$writer" null
		expect "$name: which stays one" test -c null
	fi
	rm -f null
	expect "$name: writes to a pipe" sh -c \
		'"$@" | cmp want -' sh "$SC" $(cut -d' ' -f3- <<<"$writer") \
		/dev/stdout
	expect "$name: writes to a descriptor that is a file" sh -c \
		'exec 5>through && echo before >&5 && "$@" /dev/fd/5 &&
		echo after >&5 && (echo before; cat want; echo after) |
		cmp - through' sh "$SC" $(cut -d' ' -f3- <<<"$writer")
	mkfifo fifo
	cat fifo >from-fifo &
	expect "$name: writes to a named pipe" run_writer "$writer" fifo
	wait
	expect "$name: which stays one" test -p fifo
	expect "$name: and passes the contents on" cmp want from-fifo
	rm -f fifo
	expect_line "$name: a full device is told" \
		'^stackcheck: /dev/full: cannot be written: No space left' \
		run_writer "$writer" /dev/full
	expect_exit "$name: with exit 2" 2 run_writer "$writer" /dev/full
	if unshare -m true 2>/dev/null; then
		expect_exit "$name: a full disk leaves the old file" 2 \
			full_disk $(cut -d' ' -f3- <<<"${writer% -o}")
	fi
	expect_exit "$name: no such folder" 2 run_writer "$writer" no/where
	expect_exit "$name: a folder" 2 run_writer "$writer" .
	expect "$name: leaves nothing behind" has_no_leftovers
	[ "$name" != embed ] || continue
	cp "$input" kept
	ln "$input" hard-link
	ln -s "$input" soft-link
	for path in "$input" "./$input" hard-link soft-link; do
		expect_line "$name: does not write over its input: $path" \
			'the output is the input .*; name another output' \
			run_writer "$writer" "$path"
		expect "$name: which is as it was: $path" cmp kept "$input"
	done
	expect_exit "$name: not through a descriptor either" 2 \
		sh -c 'exec 5<>"$1" && shift && "$@" /dev/fd/5' sh "$input" \
		"$SC" $(cut -d' ' -f3- <<<"$writer")
	expect "$name: which leaves it as it was" cmp kept "$input"
	rm -f hard-link soft-link kept
done

# --- in place, where that is meant

cp good.o inplace.o
chmod 600 inplace.o
expect_exit "a table is embedded in place" 0 "$SC" trust --embed inplace.o
expect "with the mode that was" is_mode inplace.o 600
cp good.o inplace.o
ln -sf inplace.o inplace-link.o
expect_exit "also through a link" 0 "$SC" trust --embed inplace-link.o

# --- only what is the whole file is changed in place

cp good.o member.o
cp good.o packed.o
echo text >README
ar rc mixed.a member.o README
ar rcT thin.a member.o
printf '!<arch>\n%-16s%-12s%-6s%-6s%-8s%-10s`\n%-8s' '#1/8' 0 0 0 644 \
	"$((8 + $(stat -c %s good.o)))" bsd.o >bsd.a
cat good.o >>bsd.a
xz -k packed.o
gzip -k packed.o
mkdir -p folder
cp good.o folder/only.o

# untouched NAME ARGUMENTS...: the command says 2, and its files stay
untouched() {
	local before
	before=$(cksum mixed.a thin.a bsd.a packed.o.* member.o folder/only.o)
	expect_exit "$1: refused" 2 "$SC" "${@:2}"
	expect "$1: untouched" test "$before" = \
		"$(cksum mixed.a thin.a bsd.a packed.o.* member.o folder/only.o)"
}
for file in mixed.a bsd.a thin.a folder packed.o.xz packed.o.gz; do
	untouched "$file in place" trust --embed $file
	[ $file = folder ] || untouched "$file named twice" trust --embed $file -o $file
	expect_exit "$file to a copy" 0 "$SC" trust --embed $file -o elsewhere.o
done
for file in mixed.a bsd.a; do
	expect_line "$file says what to do" 'cannot embed in an archive; nothing was changed; extract the member' \
		"$SC" trust --embed $file
done
expect_line "so does thin.a" 'name the object member.o' "$SC" trust --embed thin.a
expect_line "and a folder" 'name the object folder/only.o' "$SC" trust --embed folder
expect_line "and what is packed" 'cannot embed in a packed file; nothing was changed; unpack it first' \
	"$SC" trust --embed packed.o.xz
# signed FILE: append a signature of 5 bytes, as a module has one
signed() {
	printf 'bytes\0\0\2\0\0\0\0\0\0\0\0\5~Module signature appended~\n' >>"$1"
}
cp good.o signed.ko
signed signed.ko
cp signed.ko signed-before.ko
expect_exit "a signed module in place" 2 "$SC" trust --embed signed.ko
expect "stays as it was" cmp signed.ko signed-before.ko
expect_line "and it is told why" 'would remove the signature; nothing was changed; use -o OUT' \
	"$SC" trust --embed signed.ko
for command in orc "trust --embed"; do
	# shellcheck disable=SC2086
	expect_exit "$command of a signed module" 0 "$SC" $command signed.ko -o copy.ko
	# shellcheck disable=SC2086
	expect_line "warns that the copy is not signed" \
		'copy.ko: warning: the signature of .* is not in it; sign it again' \
		"$SC" $command signed.ko -o copy.ko
	# shellcheck disable=SC2086
	expect "and warns of no other" test -z "$("$SC" $command good.o -o copy.ko 2>&1)"
done

for command in orc "trust --embed"; do
	for file in "thin.a member.o" "folder folder/only.o"; do
		# shellcheck disable=SC2086
		untouched "$command $file" $command ${file% *} -o ${file#* }
	done
	# shellcheck disable=SC2086
	expect_line "$command tells what it skips" \
		'^stackcheck: mixed.a\(README\): skipped: no object' \
		"$SC" $command mixed.a -o elsewhere.o
done
expect "which stays" test -L inplace-link.o
expect_exit "and into the link's target" 0 "$SC" trust --dump inplace.o

# --- other inputs

cp good.o folder-input.o
mkdir -p folder
mv folder-input.o folder/input.o
echo name >names
expect_exit "a report does not replace what is found in a folder" 2 \
	"$SC" check folder -o folder/input.o
expect_exit "nor a list of names" 2 \
	"$SC" check good.o --noreturn=names -o names
expect_exit "nor facts an object" 2 "$SC" check --facts=good.o good.o
expect "all are there" cmp good.o folder/input.o

# --- a file larger than memory is that file's trouble alone

report_beside_huge() {
	truncate -s 10T huge.o || return 0
	"$SC" check huge.o bad.o -o beside 2>/dev/null
	local code=$?
	rm -f huge.o
	[ "$code" -eq 2 ] && grep -q '\[return-modified\]$' beside
}
# where the kernel promises any amount of memory, all of it would be read; a
# sanitizer ends the program
[ "$(cat /proc/sys/vm/overcommit_memory)" = 1 ] || [[ $O == */san ]] ||
	expect "a report is written beside a file that is too large" \
		report_beside_huge

# --- descriptors that are not open

closed() {
	rm -f out
	"$SC" orc bad.o -o out <&- >&- 2>&-
	[ $? -eq 1 ] && "$SC" orc bad.o -o other 2>/dev/null
	cmp out other
}
expect "no message gets into a file when 0 to 2 are closed" closed
expect_exit "a closed output is no report" 2 sh -c '"$@" >&-' sh \
	"$SC" check good.o
size_limit() {
	rm -f limited
	(
		ulimit -f 0
		exec "$SC" orc good.o -o limited 2>/dev/null
	)
}
expect_exit "a limit of file sizes is an error" 2 size_limit
expect "and nothing is left behind" has_no_leftovers
expect "at all" test ! -e limited

exit "$failed"
