#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The step in builds that change: no table rests on what is no longer so, and
# whatever becomes of the index.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

step=$(realpath "$O/stackcheck-kbuild")
export objtree=.
stackcheck=$(realpath "$SC")
work=$O/tests/incremental
rm -rf "$work"
mkdir -p "$work/tree" "$work/from"
work=$(realpath "$work")
tree=$work/tree
from=$work/from

# global NAME INSTRUCTION...: a function of that name
global() {
	local name=$1
	shift
	printf '\t.text\n\t.globl %s\n\t.type %s,@function\n%s:\n' \
		"$name" "$name" "$name"
	printf '\t%s\n' "$@"
	printf '\t.size %s, .-%s\n' "$name" "$name"
}

# built NAME: the object from standard input
built() {
	as -o "$from/$1.o" -
}

# The stack is not the same where the two ways meet, unless NAME never returns.
calls() {
	global "$1" 'push %rbp' 'mov %rsp, %rbp' 'test %edi, %edi' 'je 1f' \
		'push %rbx' "call $2" '1: pop %rbp' 'ret'
}


calls caller never | built caller
global never 'jmp never' | built noreturn
global never 'ret' | built returns
calls caller middle | built high
global middle 'push %rbp' 'mov %rsp, %rbp' 'call never' | built middle
global other 'ret' | built other

# make_new OBJECT FROM [OPTION...]: what make does to a changed object
make_new() {
	local object=$1 source=$2
	shift 2
	cp "$from/$source.o" "$tree/$object.o"
	(cd "$tree" && "$step" --stackval "${@:---module}" "$object.o") || {
		rm -f "$tree/$object.o" # as make does
		return 1
	}
}

new_tree() {
	rm -rf "$tree"
	mkdir -p "$tree"
}

trusted() {
	"$stackcheck" trust --dump "$tree/$1.o"
}

# --- nobody says which folder is the build's, so nothing is removed

stays() {
	(unset objtree && make_new never returns 2>"$work/told")
	[ $? = 1 ] && grep -q 'it was not removed' "$work/told" &&
		[ -e "$tree/caller.o" ]
}
new_tree
expect "by hand: the callee does not return" make_new never noreturn
expect "by hand: who calls it rests on that" make_new caller caller
expect "by hand: objects stay, and it is told" stays

# --- the callee changes, and make builds nothing but it

new_tree
expect "the callee does not return" make_new never noreturn
expect "who calls it rests on that" make_new caller caller
expect_line "and is trusted" '^functions 1, trusted 1 ' trusted caller
told() {
	! make_new never returns 2>"$work/told"
}
expect "now it returns: make stops" told
expect_line "and is told" \
	'table of .*caller.o is wrong, since this function returns: never; .*run make again' \
	cat "$work/told"
expect "the table that is wrong is gone" test ! -e "$tree/caller.o"
expect_line "made anew: a finding" '\[stack-mismatch\]' \
	make_new caller caller
expect_line "and no trust" '^functions 1, trusted 0 ' trusted caller
expect_exit "now make gets through" 0 make_new never returns
expect "with both" test -e "$tree/caller.o" -a -e "$tree/never.o"
expect "it does not return again" make_new never noreturn
expect "and the caller is made anew" make_new caller caller
expect_line "which is trusted" '^functions 1, trusted 1 ' trusted caller

# --- the same, the caller being made while the callee is

new_tree
make_new never noreturn
cp "$from/returns.o" "$tree/never.o" # compiled, and not yet checked
expect "while the callee is compiled" make_new caller caller
expect_line "its old facts do not count" '^functions 1, trusted 0 ' \
	trusted caller
expect_exit "and nobody rests on it" 0 make_new never returns

# --- what is gone

new_tree
make_new never noreturn
rm "$tree/never.o"
make_new caller caller
expect_line "a removed object's facts do not count" \
	'^functions 1, trusted 0 ' trusted caller

new_tree
make_new never noreturn
rm "$tree/.never.o.stackcheck"
make_new caller caller
expect_line "nor does the index alone" '^functions 1, trusted 0 ' \
	trusted caller

new_tree
make_new never noreturn
make_new caller caller
expect_exit "a function that the object has no more" 1 make_new never other
expect "is nothing to rest on" test ! -e "$tree/caller.o"

# --- through an object in between, which has no table

new_tree
make_new never noreturn
make_new middle middle --no-unreachable
make_new caller high
expect_line "one rests on another" '^functions 1, trusted 1 ' trusted caller
expect_exit "and falls with the third" 1 make_new never returns
expect "it is gone" test ! -e "$tree/caller.o"
expect "the one without a table is not" test -e "$tree/middle.o"
make_new caller high 2>/dev/null
expect_line "nor is it rested on any more" '^functions 1, trusted 0 ' \
	trusted caller

# --- a weak function, whose place a strong one takes

weak() {
	global "$1" ud2 | sed "s/\.globl $1$/.weak $1/"
}
{
	weak never
	calls caller never
} | built weak_caller
{
	weak never
	global middle 'push %rbp' 'mov %rsp, %rbp' 'call never'
} | built weak_middle

new_tree
make_new caller weak_caller 2>/dev/null
expect_line "who calls a weak function cannot rest on its code" \
	'^functions 2, trusted 1 ' trusted caller
new_tree
make_new middle weak_middle
make_new caller high
expect_line "who ends with a call of one assumes" '^functions 1, trusted 1 ' \
	trusted caller
expect_exit "and falls with it" 1 make_new never returns
expect "so does who rests on that" test ! -e "$tree/caller.o"
new_tree
make_new never returns
make_new middle weak_middle 2>/dev/null
make_new caller high 2>/dev/null
expect_line "in the other order nobody rests on it" \
	'^functions 1, trusted 0 ' trusted caller

# --- two modules, each with a function of the name

new_tree
make_new never noreturn
make_new never2 returns
make_new caller caller 2>/dev/null
expect_line "of two of a name both must not return" \
	'^functions 1, trusted 0 ' trusted caller

# --- the index

index=$tree/.stackcheck.index

# good INDEX-DAMAGE...: a build goes on after it, as if nothing had been
good() {
	new_tree
	make_new never noreturn || return
	"$@" || return
	make_new caller caller || return
	trusted caller | grep '^functions 1, trusted 1 ' || return
	"$@" || return
	! make_new never returns || return
	test ! -e "$tree/caller.o"
}

link_elsewhere() {
	rm -f "$index"
	echo precious >"$work/precious"
	ln "$1" "$work/precious" "$index"
}

expect "the index is lost" good rm -f "$index"
expect "it is empty" good truncate -s 0 "$index"
expect "it is short" good truncate -s 100000 "$index"
expect "it is long" good truncate -s 100M "$index"
expect "it is something else" good cp "$from/caller.o" "$index"
expect "it is a link to elsewhere" good link_elsewhere -s
expect "which is left alone" grep -qx precious "$work/precious"
expect "it is one of two names" good link_elsewhere -v
expect "and the other is left alone" grep -qx precious "$work/precious"

in_the_way() {
	new_tree
	mkdir "$index"
	make_new never noreturn
}
expect_exit "a folder in its place is an error" 1 in_the_way
expect_line "that names it" '\.stackcheck\.index: ' in_the_way

# No more than 8 blocks to a file: as on a full disk, but for the error.
full() {
	new_tree
	(
		trap '' XFSZ
		ulimit -f 8
		make_new never noreturn
	)
}
expect_exit "no room for it is an error" 1 full
expect_line "that names it as well" '\.stackcheck\.index: .*too large' full

# A power cut may leave the file's size and its first word, and nothing else.
zeroes() {
	local size
	size=$(stat -c %s "$index")
	truncate -s 8 "$index"
	truncate -s "$size" "$index"
}
expect "it is zeroes behind its first word" good zeroes

# --- a table whose file of facts says nothing of it

# unknown DAMAGE...: the table of the caller goes when the callee returns
unknown() {
	new_tree
	make_new never noreturn && make_new caller caller || return
	trusted caller | grep '^functions 1, trusted 1 ' || return
	"$@" || return
	! make_new never returns 2>"$work/told" || return
	test ! -e "$tree/caller.o"
}
facts=$tree/.caller.o.stackcheck
without_index() {
	"$@" && rm "$index"
}
cut_last_line() {
	sed -i '$d' "$facts"
}
move_object() {
	mv "$tree/caller.o" "$tree/moved.o"
}
expect "the facts are emptied" unknown truncate -s 0 "$facts"
expect_line "which is told" 'table of .*caller.o may be wrong, since its file of facts is missing or of' \
	cat "$work/told"
expect "and make gets through then" make_new never returns
expect "they are removed" unknown rm "$facts"
expect "they are cut at a line's end" unknown cut_last_line
expect "they are of another object" unknown cp "$tree/.never.o.stackcheck" "$facts"
expect "the index is lost as well" unknown without_index rm "$facts"
moved() {
	unknown move_object && test ! -e "$tree/moved.o"
}
expect "the object has another name" moved

# What a linker made of objects that are seen one by one has none of its own.
composed() {
	new_tree
	make_new never noreturn && make_new caller caller || return
	ld -r -o "$tree/whole.o" "$tree/caller.o" || return
	echo "savedcmd_whole.o := ld -m elf_x86_64 -r -o whole.o @whole.mod" \
		>"$tree/.whole.o.cmd"
	rm "$index"
	make_new other other && test -e "$tree/whole.o"
}
expect_exit "an object made of others is none of these" 0 composed

# --- the name is something else's now

for kind in weak notype; do
	case $kind in
	weak) global never ret | sed 's/\.globl never/.weak never/' ;;
	notype) global never ret | sed '/\.type/d' ;;
	esac | built "never_$kind"
	new_tree
	make_new never noreturn
	make_new caller caller
	rm "$tree/never.o"
	expect_exit "a $kind symbol takes the name: make stops" 1 \
		make_new new "never_$kind"
	expect "and no table rests on it" test ! -e "$tree/caller.o"
done
weak never | built never_weak_stops
new_tree
make_new never noreturn
make_new caller caller
expect_exit "beside a strong one a weak one says nothing" 0 \
	make_new new never_weak_stops

# --- many at once, and some of them killed

n=40
for i in $(seq $n); do
	global "never$i" "jmp never$i" | built "never$i"
	calls "caller$i" "never$i" | built "caller$i"
done
export -f make_new
export tree from step

# all OF: every object of that name
all() {
	seq $n | xargs -P 8 -I{} bash -c "make_new $1{} $1{}"
}
all_trusted() {
	local i
	for i in $(seq $n); do
		trusted "caller$i" | grep -q '^functions 1, trusted 1 ' ||
			return 1
	done
}
kept() {
	local i
	for i in $(seq $n); do
		grep -qx "noreturn	never$i" "$tree/.never$i.o.stackcheck" ||
			return 1
	done
}

new_tree
expect "many at once" all never
expect "lose nothing" kept
expect "their callers likewise" all caller
expect "are trusted" all_trusted

# Kill jobs while they work; make does again what did not end.
killed() {
	local i pid
	new_tree
	for i in $(seq $n); do
		cp "$from/never$i.o" "$tree/never$i.o"
		(cd "$tree" && exec "$step" --stackval --module "never$i.o") &
		pid=$!
		sleep "0.00$((i % 10))"
		kill -KILL "$pid" 2>/dev/null
		wait "$pid" 2>/dev/null
	done
	all never && kept && all caller && all_trusted
}
expect "jobs that are killed leave nothing behind that hurts" killed

# Somebody removes the index again and again, against the manual.
disturbed() {
	local pid bad=0
	new_tree
	while :; do
		rm -f "$index"
		sleep 0.01
	done &
	pid=$!
	all never && all caller || bad=1
	kill "$pid"
	wait "$pid" 2>/dev/null
	[ "$bad" = 0 ] && kept && all_trusted
}
expect "nor does an index that goes away" disturbed

exit "$failed"
