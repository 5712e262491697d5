#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Whatever names an object, a path or an option has: no byte that a terminal
# takes as a command is printed, and no line is broken.
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/escapes
rm -rf "$work"
mkdir -p "$work/tree"
SC=$(realpath "$SC")
step=$(realpath "$O/stackcheck-kbuild")
cd "$work" || exit 1

# Bytes below 0x20, 0x7f, C1 as a byte and as UTF-8, and what is no UTF-8.
evil=$'e\e[31m\t\r\x01\x7f\x9b2J\xc2\x9b3m\xff\xc3v'
source=$'src\033[2J\tname\302\233.c'

as -o plain.o - <<'ASM' || exit 1
	.file 1 "SOURCE.c"
	.section .text.SECT, "ax"
	.type BAD, @function
BAD:
	.loc 1 7
	sub $8, %rsp
	call OTHER
	ret
	.size BAD, .-BAD
	.type GOOD, @function
GOOD:
	.loc 1 9
	call STOP
	.size GOOD, .-GOOD
	.section .text.weak, "ax"
	.weak WEAK
	.type WEAK, @function
WEAK:	mov (%rdi), %rsp
	call BAD
	ret
	.size WEAK, .-WEAK
ASM
as -g -o lines.o - <<'ASM' || exit 1
	.text
	.type lines, @function
lines:
	sub $8, %rsp
	ret
	.size lines, .-lines
ASM
objcopy --redefine-sym "BAD=BAD$evil" --redefine-sym "OTHER=OTHER$evil" \
	--redefine-sym "GOOD=GOOD$evil" --redefine-sym "STOP=STOP$evil" \
	--redefine-sym "WEAK=WEAK$evil" \
	--rename-section ".text.SECT=.text.SECT$evil" \
	plain.o "obj$evil.o" || exit 1
printf '\t.file 1 "%s"\n\t.text\n\t.type f,@function\nf:\t.loc 1 7\n\tsub $8,%%rsp\n\tret\n\t.size f,.-f\n' \
	"$source" | gcc -g -c -x assembler -o lines.o - || exit 1
object=obj$evil.o
cp "$object" "tree/"
cp "$object" member$'\e'.o
ar rcs "lib$evil.a" "member"$'\e.o'
gzip -c "$object" >"zip$evil.o.gz"
printf 'STOP%s\n' "$evil" >"list$evil"
head -c 200 "$object" >"cut$evil.o"
printf 'ffffffff81000000 T _text\nffffffff81000010 T x%s\njunk\e\n' "$evil" \
	>"symbols$evil"
printf 'no\tfact\e\n' >"facts$evil"
mkdir -p "folder$evil" "empty$evil"
cp "$object" "folder$evil/"
cp "cut$evil.o" "folder$evil/"

# Line breaks are checked by the number of lines; see below.
is_harmless() {
	"$@" >printed 2>messages
	[ $? -le 2 ] || return 1
	cat printed messages
	[ -s printed ] || [ -s messages ] || {
		echo "printed nothing"
		return 1
	}
	iconv -f UTF-8 -t UTF-8 printed messages >/dev/null || return 1
	! LC_ALL=C.UTF-8 grep -aqP '[\x00-\x09\x0b-\x1f\x7f-\x9f]' \
		printed messages
}

# harmless NAME COMMAND...
harmless() {
	local name=$1
	shift
	if is_harmless "$@" >both 2>&1; then
		ok "$name"
	else
		sed 's/^/    /' both | cat -v
		not_ok "$name"
	fi
}

is_harmless printf 'a\033b' >/dev/null && exit 1
is_harmless printf 'a\302\233b' >/dev/null && exit 1
is_harmless printf 'a\233b' >/dev/null 2>&1 && exit 1

for format in text json sarif; do
	for mode in table frame; do
		harmless "check, $format, $mode" "$SC" check "--format=$format" \
			"--mode=$mode" "$object" lines.o "lib$evil.a" \
			"zip$evil.o.gz" "folder$evil"
	done
	harmless "check, $format, what cannot be read" "$SC" check \
		"--format=$format" "cut$evil.o" "none$evil.o" "empty$evil" \
		"list$evil"
	[ "$format" = text ] || {
		"$SC" check "--format=$format" "$object" "lib$evil.a" lines.o \
			"none$evil" >valid.json 2>/dev/null
		expect "check, $format is valid" jq -e . valid.json
	}
done
has_its_source() {
	"$SC" check --mode=table lines.o | grep -qF 'src\x1b[2J\x09name\xc2\x9b.c:7: '
}
expect "check escapes the source's name" has_its_source
for stage in insns functions cfg state; do
	harmless "check --dump=$stage" "$SC" check "--dump=$stage" "$object"
done
harmless "check, noreturn assumed" "$SC" check "--noreturn=list$evil" "$object"
harmless "check, limit" "$SC" check --mode=table --limit=1 "$object"
harmless "annotate" "$SC" annotate --mode=table "$object"
harmless "annotate, lines" "$SC" annotate --mode=table lines.o
harmless "annotate a function" "$SC" annotate "$object" "GOOD$evil"
harmless "annotate no function" "$SC" annotate "$object" "GOOE$evil"
harmless "annotate, unread" "$SC" annotate "cut$evil.o"
harmless "annotate, wrong mode" "$SC" annotate "--mode=$evil" "$object"
harmless "annotate, wrong colour" "$SC" annotate "--color=$evil" "$object"
harmless "annotate, wrong option" "$SC" annotate "--$evil" "$object"
harmless "orc" "$SC" orc "$object" -o "out$evil.o"
harmless "orc, onto itself" "$SC" orc "$object" -o "$object"
harmless "orc, unread" "$SC" orc "cut$evil.o" -o out.o
harmless "orc, unwritten" "$SC" orc "$object" -o "none$evil/out"
harmless "orc, wrong option" "$SC" orc "--$evil" "$object"
harmless "trust --embed" "$SC" trust --embed "$object" -o "table$evil.o"
harmless "trust --dump" "$SC" trust --dump --list "table$evil.o"
harmless "trust --dump, made" "$SC" trust --mode=table --dump --list "$object"
harmless "trust, unread" "$SC" trust --dump "cut$evil.o"
harmless "trust, none" "$SC" trust --dump "none$evil.o"
harmless "trust, unwritten" "$SC" trust --embed "$object" -o "no$evil/where"
harmless "trust, wrong mode" "$SC" trust "--mode=$evil" --dump "$object"
harmless "trust, wrong option" "$SC" trust "--$evil" "$object"
harmless "trust, not linked from" "$SC" trust --objects "$object" \
	"table$evil.o" --dump
harmless "explain" "$SC" explain "$evil"
harmless "no command" "$SC" "$evil"
harmless "check, wrong option" "$SC" check "--$evil" "$object"
harmless "check, wrong number" "$SC" check -j "$evil" "$object"
harmless "check, wrong mode" "$SC" check "--mode=$evil" "$object"
harmless "check, wrong format" "$SC" check "--format=$evil" "$object"
harmless "check, wrong stage" "$SC" check "--dump=$evil" "$object"
harmless "check, wrong rule" "$SC" check "--disable=$evil" "$object"
harmless "check, wrong file of names" "$SC" check "--noreturn=no$evil" "$object"
harmless "check, wrong symbols" "$SC" check "--symbols=symbols$evil" "$object"
harmless "check, wrong facts" "$SC" check "--facts=facts$evil" "$object"
harmless "check, unwritten" "$SC" check "$object" -o "none$evil/report"

export objtree=tree
harmless "kbuild" "$step" --stackval --module "tree/$object"
harmless "kbuild, findings fail" env STACKCHECK_WERROR=1 "$step" --stackval \
	"tree/$object"
harmless "kbuild, unread" "$step" --stackval "tree/none$evil.o"
harmless "kbuild, no objtool" env "STACKCHECK_OBJTOOL=no$evil" "$step" \
	--orc "tree/$object"

expect_exit "kbuild reads again what it kept" 0 "$step" --stackval --module \
	"tree/$object"

# --- no line is broken

line=$'two\nlines'
cp plain.o "$line.o"
objcopy --redefine-sym "BAD=BAD$line" plain.o broken.o
is_one_line() {
	"$@" 2>&1 >/dev/null | wc -l | grep -qx 1
}
expect "a path stays in its line" is_one_line "$SC" check "none$line"
expect "also for another command" is_one_line "$SC" annotate "none$line"
lines_of() {
	"$SC" check --mode=table "$1" | grep -vc '^    '
}
expect "a name stays in its line" \
	test "$(lines_of broken.o)" -eq "$(lines_of plain.o)"

# --- facts

rm -f kept
expect_exit "facts with any name are kept" 1 \
	"$SC" check --mode=table --facts=kept "$object" broken.o
expect_exit "and can be read again" 1 \
	"$SC" check --mode=table --facts=kept "$object" broken.o
expect "as the same" sh -c "cp kept before &&
	'$SC' check --mode=table --facts=kept plain.o >/dev/null
	sort before >a; sort kept >b; test -z \"\$(comm -23 a b)\""
expect "with no byte of a name in them" sh -c \
	"! LC_ALL=C tr -d '\\t\\n' <kept | LC_ALL=C grep -q '[^ -~]'"

# --- characters that turn the direction of text, or end a line

turned() {
	local format=$1 mark=$2 out
	: >"turned$mark.o"
	out=$("$SC" check --format="$format" "turned$mark.o" 2>&1)
	rm "turned$mark.o"
	grep -q turned <<<"$out" && ! grep -qF "$mark" <<<"$out"
}
for mark in $'\xd8\x9c' $'\xe2\x80\x8f' $'\xe2\x80\xa8' $'\xe2\x80\xae' $'\xe2\x81\xa6'; do
	for format in text json sarif; do
		expect "$format: $(printf %q "$mark") is escaped" turned $format "$mark"
	done
done
exit "$failed"
