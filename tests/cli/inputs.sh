#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What is named is read, or told: damaged, packed, linked, and changing files.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

SC=$(realpath "$SC")
work=$O/tests/inputs
rm -rf "$work"
mkdir -p "$work/bad" "$work/d"
rule_example return-modified Bad "$work/bad" || exit 1
bad=$(realpath "$work/bad/example.o")
cd "$work" || exit 1

check() {
	"$SC" check --mode=table "$@"
}

in_json() {
	local filter=$1
	shift
	check --format=json "$@" 2>/dev/null | jq -e "$filter" >/dev/null
}

in_sarif() {
	local filter=$1
	shift
	check --format=sarif "$@" 2>/dev/null | jq -e ".runs[0].invocations[0] |
		$filter" >/dev/null
}

# finding FILE: its one finding is found, and nothing else
finding() {
	local out code
	out=$(check "$1" 2>&1)
	code=$?
	echo "$out"
	[ "$code" = 1 ] && grep -q '\[return-modified\]$' <<<"$out"
}

# --- what is behind the object

cp "$bad" whole.o
size=$(stat -c %s whole.o)
# signature TEXT LENGTH: one that says that it has so many bytes
signature() {
	# shellcheck disable=SC2059
	printf "$1\\0\\0\\2\\0\\0\\0\\0\\0\\0\\0\\0\\$2~Module signature appended~\\n"
}
behind() {
	printf '%s: 0x[0-9a-f]+ bytes at 0x%x are behind the end of the ELF file' "$1" "$2"
}

cat whole.o whole.o >two.o
head -c 64 /dev/zero | cat whole.o - >zeros.o
cat zeros.o whole.o >far.o
(cat whole.o && printf junk) >junk.o
(cat whole.o && signature bytes 5) >signed.o
(cat signed.o && signature bytes 5) >signed-twice.o
(cat two.o && signature bytes 5) >signed-two.o
(cat whole.o && signature bytes 6) >signed-long.o
gzip -c whole.o >two.gz
gzip -c whole.o >>two.gz
xz -c whole.o >two.xz
xz -c whole.o >>two.xz
ar rc two.a two.o
for file in two.o junk.o two.gz two.xz signed-two.o; do
	expect_exit "$file: exit 2" 2 check $file
	expect_line "$file: tells where" "$(behind $file "$size")" check $file
done
expect_exit "a member: exit 2" 2 check two.a
expect_line "a member: tells where" "$(behind 'two.a\(two.o\)' "$size")" check two.a
expect_line "far behind: tells where" "$(behind far.o $((size + 64)))" check far.o
expect_line "a signature that is too long" 'signed-long.o: the module signature .* damaged' \
	check signed-long.o
for file in zeros.o signed.o signed-twice.o; do
	expect "$file: is one object" finding $file
done
for command in orc "trust --embed"; do
	# shellcheck disable=SC2086
	expect_exit "$command: no copy of one of two" 2 "$SC" $command two.o -o copy.o
done

# --- objects with the name of an archive's table

# member NAME FILE: it behind its header
member() {
	printf '%-16s%-12s%-6s%-6s%-8s%-10s`\n' "$1" 0 0 0 644 "$(stat -c %s "$2")"
	cat "$2"
}
head -c "$(($(stat -c %s whole.o) / 2 * 2 + 2))" /dev/zero >even.o
dd if=whole.o of=even.o conv=notrunc 2>/dev/null
for name in / // /SYM64/ __.SYMDEF; do
	(printf '!<arch>\n' && member "$name" even.o) >named.a
	expect_exit "an object named $name: exit 2" 2 check named.a
	expect_line "and told" 'an object with the name of a table' check named.a
done
(printf '!<arch>\n' && member __.SYMDEFx.o/ even.o) >named.a
expect "a name that only begins so is an object's" finding named.a

printf '' >nothing.o
(printf '!<arch>\n' && for i in 1 2 3; do member "m$i.o/" nothing.o; done) >many.a
check many.a >out 2>&1
lines=$(wc -l <out)
strace -o trace -e trace=write "$SC" check --mode=table many.a >out 2>&1
[ ! -s trace ] || [[ $O == */san ]] ||
	expect "a line is one write" test "$(grep -c '^write(' trace)" -le "$lines"

# --- a folder

fresh() {
	rm -rf d
	mkdir d
	cp "$bad" d/good.o
}

for content in "" "text" $'\x7fELF' zeros; do
	fresh
	case $content in
	zeros) head -c 4096 /dev/zero >d/damaged.o ;;
	*) printf '%s' "$content" >d/damaged.o ;;
	esac
	expect_exit "a damaged object in a folder: exit 2" 2 check d
	expect_line "is named" '^stackcheck: d/damaged.o: ' check d
	expect_line "and the others are checked" '\[return-modified\]$' check d
done

fresh
printf 'BC\xc0\xde' >d/bitcode.o
ln -s .. d/up
ln -s nowhere.o d/none.o
mkfifo d/fifo.o
expect_exit "what is nothing to check is no error" 1 check d
for name in bitcode.o up none.o fifo.o; do
	expect_line "but told: $name" "^stackcheck: d/$name: skipped: " check d
done
expect_line "and counted" '^4 skipped, which are no objects$' check d
expect "in json" in_json '(.skipped | length == 4) and .summary.skipped == 4 and
	.summary.errors == 0' d
expect "in sarif" in_sarif '.properties.skipped == 4 and .executionSuccessful and
	(.toolExecutionNotifications | length == 4)' d
rm d/good.o
expect_exit "nothing but that: exit 2" 2 check d

fresh
mkdir far
mv d/good.o far/good.o
ln -s ../far/good.o d/link.o
expect "a link to a file is followed" finding d

# --- archives

fresh
echo text >note.txt
echo junk >junk.o
rm -f lib.a
ar rcs lib.a d/good.o note.txt
expect "an archive with a text" finding lib.a
expect_line "which is told" '^stackcheck: lib.a\(note.txt\): skipped: ' \
	check lib.a
ar rcs lib.a junk.o
expect_exit "an object that is none: exit 2" 2 check lib.a
expect_line "named" '^stackcheck: lib.a\(junk.o\): ' check lib.a

# bsd_member NAME FILE: with the name in front of the contents
bsd_member() {
	local name=$1 size
	size=$(($(stat -c %s "$2") + ${#name} + 1))
	printf '%-16s%-12d%-6d%-6d%-8s%-10d`\n' "#1/$((${#name} + 1))" 0 0 0 \
		644 "$size"
	printf '%s\0' "$name"
	cat "$2"
	[ $((size % 2)) = 0 ] || echo
}
head -c 12 /dev/zero >symdef
{
	printf '!<arch>\n'
	bsd_member __.SYMDEF symdef
	bsd_member "a name with spaces.o" "$bad"
} >bsd.a
expect "an archive as BSD makes it" finding bsd.a
expect_line "with the member's name" '^bsd.a\(a name with spaces.o\): ' \
	check bsd.a

# --- packed

head -c 1000 "$bad" >first
tail -c +1001 "$bad" >second
for packer in "gzip gz" "xz xz" "zstd zst"; do
	# shellcheck disable=SC2086
	set -- $packer
	{
		"$1" -c first
		"$1" -c second
	} >two.ko."$2"
	expect "$1: two streams" finding "two.ko.$2"
	{
		cat "two.ko.$2"
		echo junk
	} >junk.ko."$2"
	expect_exit "$1: bytes behind them: exit 2" 2 check "junk.ko.$2"
done

# --- paths

long=$(printf '%0200d/' 1 2 3 4)name.o
expect_line "a missing path is named to its end" "^stackcheck: .*/name.o: " \
	check "$long"
expect_line "also an empty one" "^stackcheck: '': cannot read" check ""

# --- files that change meanwhile

cp "$bad" steady.o
objcopy --add-section .pad=<(head -c 4000000 /dev/zero) "$bad" large.o
cp large.o changing.o

# Others write to the file while it is read, again and again.
disturb() {
	local i
	while :; do
		truncate -s 100 changing.o
		truncate -s 4000000 changing.o
		dd if=/dev/urandom of=changing.o bs=4096 count=64 seek=1 \
			conv=notrunc 2>/dev/null
		for i in 1 2 3; do
			cat large.o >changing.o
			sleep 0.00$i
		done
	done
}

# Neither a signal nor a lost result: 2 if it was damaged, 1 if it was whole.
survives() {
	local pid i code=0 bad=0
	disturb &
	pid=$!
	for i in $(seq 60); do
		check changing.o steady.o >out 2>&1
		code=$?
		case $code in
		1 | 2) ;;
		*) bad="exit $code" ;;
		esac
		grep -q '^steady.o: .*\[return-modified\]$' out ||
			bad="a lost result: $(cat out)"
	done
	kill "$pid"
	wait "$pid" 2>/dev/null
	echo "$bad"
	[ "$bad" = 0 ]
}
expect "a file that changes hurts none but itself" survives

exit "$failed"
