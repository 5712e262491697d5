#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Every command with one allocation that fails, and with one write that fails.
# It ends as without the fault, or with the exit code for trouble and the old
# files in place. SC_TEST=full tries every allocation, else a sample is tried.
#
#	run.sh [NAME...]    only the commands of these names
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

O=$(realpath "$O")
SC=$(realpath "$SC")
# on one processor, where nearly all commands start no threads
driver=(taskset -c 0 "$O/tests/faults/faults")
preload=$O/tests/faults/fail_alloc.so
step=$O/stackcheck-kbuild
work=$O/tests/faults/work
golden=$PWD/tests/golden
include=$PWD/include
limit=25
[ "${SC_TEST:-sample}" != full ] || limit=0
wanted=("$@")
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 1

# --- what the commands read

# One object of many sources: each way that code is read is used once.
objects=()
for name in alt-several alt-retpoline alt-longer annotation-bad-call \
	annotation-bad-place bp-forms callback-stored cold-unbalanced \
	drap-r10 extable-fixup fallthrough hint-agrees hint-join \
	inner-function jump-label-jump kcfi noreturn-listed saved-other \
	static-call switch-relative switch-bad-entry table-malformed-alt \
	tail-call unreachable; do
	gcc -I"$include" -g -c -o "$name.o" "$golden/$name.S" || exit 1
	objects+=("$name.o")
done
for name in drap-gcc noreturn-static; do
	gcc -O2 -g -fno-asynchronous-unwind-tables -I"$include" -c \
		-o "$name.o" "$golden/$name.c" || exit 1
	objects+=("$name.o")
done
ld -r -z muldefs -o many.o "${objects[@]}" || exit 1

cat >small.c <<'C'
int other(int);
void stop(void) __attribute__((noreturn));
int choose(int i)
{
	switch (i) {
	case 0: return other(3);
	case 1: return other(5) + 1;
	case 2: return other(8) * other(i);
	case 3: return other(13);
	case 4: return other(21) ^ 3;
	default: stop();
	}
}
int leaf(int i) { return i + 1; }
C
gcc -O2 -g -fno-asynchronous-unwind-tables -fcf-protection=none \
	-mno-red-zone -mcmodel=kernel -fno-pic -c -o small.o small.c || exit 1
"$SC" check --mode=table small.o
xz -k small.o
zstd -q -k small.o
gzip -k small.o
ar rcs lib.a small.o alt-several.o
mkdir -p folder/deeper
cp small.o folder/one.o
cp alt-several.o folder/deeper/two.o

cat >link.lds <<'LDS'
SECTIONS {
	. = 0xffffffff81000000;
	_text = .;
	_stext = .;
	.text : { *(.text) }
	_etext = .;
	.rodata : { *(.rodata .rodata.*) }
	.orc_unwind_ip : { *(.orc_unwind_ip) }
	.orc_unwind : { *(.orc_unwind) }
	.orc_header : { *(.orc_header) }
	.note.gnu.build-id : { *(.note.gnu.build-id) }
}
LDS
as -o rest.o - <<'ASM'
	.globl other, stop
	.type other, @function
other:	ret
	.size other, .-other
	.type stop, @function
stop:	jmp stop
	.size stop, .-stop
ASM
ld -r -o whole.o small.o rest.o
"$SC" orc whole.o -o whole.orc.o
ld -T link.lds --build-id -e 0 -o vmlinux whole.orc.o 2>/dev/null || exit 1
cp small.o embedded.o
"$SC" trust --embed embedded.o
printf 'never_named\n' >names

# --- each command

alloc_points=0 alloc_wrong=0 write_points=0 write_wrong=0

# last LINE: its numbers, as "POINTS WRONG"
numbers() {
	sed -nE 's/^([0-9]+) points, [0-9]+ runs, ([0-9]+) wrong$/\1 \2/p' <<<"$1"
}

# faults NAME [OPTION...] -- COMMAND...
faults() {
	local name=$1 out points wrong sample=
	shift
	[ ${#wanted[@]} -eq 0 ] || [[ " ${wanted[*]} " == *" $name "* ]] ||
		return 0
	[ "$limit" -eq 0 ] || sample=--sample=$limit
	out=$("${driver[@]}" alloc "--preload=$preload" ${sample:+"$sample"} "$@" 2>&1)
	read -r points wrong <<<"$(numbers "$out")"
	tell "$name: allocations" "$points" "$wrong" "$out"
	alloc_points=$((alloc_points + points))
	alloc_wrong=$((alloc_wrong + wrong))
	out=$("${driver[@]}" write "$@" 2>&1)
	read -r points wrong <<<"$(numbers "$out")"
	tell "$name: writes" "$points" "$wrong" "$out"
	write_points=$((write_points + points))
	write_wrong=$((write_wrong + wrong))
}

# tell WHAT POINTS WRONG OUTPUT
tell() {
	if [ "${2:-0}" -gt 0 ] && [ "$3" -eq 0 ]; then
		ok "$1: $2 failure points, 0 wrong"
	else
		sed 's/^/    /' <<<"$4"
		not_ok "$1: ${2:-no} failure points, ${3:-?} wrong"
	fi
}

old() {
	echo "what was there before" >"$1"
}

faults check-text -- "$SC" check -j1 --mode=table many.o
faults check-frame -- "$SC" check -j1 --mode=frame many.o
old report
faults check-json --file=report -- \
	"$SC" check -j1 --format=json -o report small.o many.o
faults check-sarif --file=new.sarif -- \
	"$SC" check -j1 --format=sarif -o new.sarif small.o alt-several.o
faults check-inputs -- "$SC" check -j1 --noreturn=names folder lib.a \
	small.o.xz small.o.zst small.o.gz
faults check-linked -- "$SC" check -j1 vmlinux
faults check-threads -- "$SC" check -j2 folder lib.a vmlinux
"$SC" check -j1 --facts=facts small.o >/dev/null
faults check-facts --file=facts -- "$SC" check -j1 --facts=facts whole.o many.o
for stage in insns functions cfg state; do
	faults "dump-$stage" -- "$SC" check -j1 --dump="$stage" small.o
done
faults annotate -- "$SC" annotate --mode=table many.o
faults annotate-function -- "$SC" annotate --color=always \
	vmlinux choose
faults explain -- "$SC" explain
faults explain-rule -- "$SC" explain return-modified
faults orc --file=out.o -- "$SC" orc many.o -o out.o
old again.o
faults orc-replaces --file=again.o -- "$SC" orc small.o -o again.o
faults orc-linked --file=vmlinux.orc -- "$SC" orc vmlinux -o vmlinux.orc
faults trust --file=vmlinux.trust -- \
	"$SC" trust --mode=table vmlinux -o vmlinux.trust
old old.trust
faults trust-objects --file=old.trust -- \
	"$SC" trust --mode=table --objects whole.o vmlinux -o old.trust
faults trust-embed --file=embed.o -- "$SC" trust --embed many.o -o embed.o
cp small.o inplace.o
faults trust-embed-in-place --file=inplace.o -- "$SC" trust --embed inplace.o
faults trust-dump -- "$SC" trust --dump --list embedded.o
faults trust-dump-made -- "$SC" trust --dump --list many.o
"$SC" trust --mode=table vmlinux -o vmlinux.trust
faults trust-dump-file -- "$SC" trust --dump vmlinux.trust
mkdir -p tree
export objtree=tree
cp small.o tree/small.o
faults kbuild --trouble=1 --file=tree/small.o \
	--file=tree/.small.o.stackcheck -- \
	"$step" --stackval --module tree/small.o
cp many.o tree/many.o
faults kbuild-many --trouble=1 --file=tree/many.o \
	--file=tree/.many.o.stackcheck -- \
	"$step" --stackval --module tree/many.o

# an object that rests on what another one's file says
as -o tree/stops.o - <<'ASM'
	.globl never
	.type never, @function
never:	jmp never
	.size never, .-never
ASM
as -o tree/caller.o - <<'ASM'
	.globl caller
	.type caller, @function
caller:
	push %rbp
	mov %rsp, %rbp
	call never
	.size caller, .-caller
ASM
faults check-several -- \
	"$SC" check -j1 --mode=table tree/caller.o tree/stops.o
"$step" --stackval --module tree/stops.o
faults kbuild-facts --trouble=1 --file=tree/caller.o \
	--file=tree/.caller.o.stackcheck --file=tree/stops.o \
	--file=tree/.stops.o.stackcheck -- \
	"$step" --stackval --module tree/caller.o

echo "# allocations: $alloc_points failure points, $alloc_wrong wrong"
echo "# writes: $write_points failure points, $write_wrong wrong"
exit "$failed"
