#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Speed and memory, beside the kernel's own objtool on the same files in the
# same run: the largest module on one thread, all modules on two, a tiny object
# a thousand times, and a whole kernel. How time grows: bench_growth.sh.
#
# The files are stock modules without their ORC, so that both programs do the
# whole analysis; objtool runs with --dry-run and so writes nothing. SC_CORPUS=DIR
# is another unpacked kernel, as tests/boot/kernel.sh makes them (its DIR/unpacked):
# its modules are taken, and its objtool.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

REPEAT=${REPEAT:-10}

# objtool of the kernel whose modules these are; its package has it twice, by a link
unpacked_objtool() {
	find -L "$root" build/corpus -name objtool.real-x86 2>/dev/null |
		head -n 1 | grep .
}

find_objtool() {
	local version
	unpacked_objtool && return
	version=$(basename "$root"/lib/modules/*)
	(cd build/corpus && apt-get download "linux-kbuild-${version%-amd64}" &&
		dpkg-deb -x linux-kbuild-*.deb kbuild) >&2 || return 1
	unpacked_objtool
}

# Uncompressed, without ORC: objtool reads nothing else.
unpack() {
	local plain=$work/modules/${1##*/}
	plain=${plain%.xz}
	plain=${plain%.zst}
	plain_module "$1" >"$plain"
	objcopy -R .orc_unwind -R .orc_unwind_ip -R .orc_header \
		-R .rela.orc_unwind_ip "$plain"
}

# once FILE COMMAND...: adds "elapsed processor kilobytes" to FILE, in seconds;
# the processor's time is all that the command and its children took of it
once() {
	local TIMEFORMAT='%3R %3U %3S'
	local file=$1 kilobytes
	shift
	{ time /usr/bin/time -f %M -o "$work/memory" "$@" >/dev/null 2>&1; } \
		2>"$work/time"
	# 1: there were findings, in ours or in theirs; 123: xargs says so of some
	case $? in
	0 | 1 | 123) ;;
	*) echo "failed: $*" >&2 && exit 1 ;;
	esac
	kilobytes=$(tail -n 1 "$work/memory")
	awk -v kb="$kilobytes" '{ printf "%.3f %.3f %d\n", $1, $2 + $3, kb }' \
		"$work/time" >>"$file"
}

# race ROUNDS: the commands in the arrays ours and theirs by turns, so that
# both meet the same machine; "elapsed processor kilobytes" of each to
# $work/ours and $work/theirs
race() {
	local i
	: >"$work/ours"
	: >"$work/theirs"
	for ((i = 0; i < $1; i++)); do
		once "$work/ours" "${ours[@]}"
		once "$work/theirs" "${theirs[@]}"
	done
}

# The least of each column: what others on the machine took is no part of it.
best() {
	awk '{
		for (i = 1; i <= 3; i++)
			if (NR == 1 || $i < least[i]) least[i] = $i
	} END { print least[1], least[2], least[3] }' "$1"
}

# row WHAT: the last race, side by side
row() {
	# shellcheck disable=SC2046 # three words each
	printf '%s %s %s %s %s %s %s\n' "$1" $(best "$work/ours") \
		$(best "$work/theirs") | awk '{
		printf "%s\n", $1
		printf "  stackcheck %9.3f s elapsed %9.3f s processor %8d kB\n", \
			$2, $3, $4
		printf "  objtool    %9.3f s elapsed %9.3f s processor %8d kB\n", \
			$5, $6, $7
		printf "  ratio      %9s   elapsed %9s   processor %8s\n", \
			ratio($2, $5), ratio($3, $6), ratio($4, $7)
	} function ratio(a, b) { return b ? sprintf("x%.3f", a / b) : "-" }'
}

# objtool of 7.3 ends with 255 after an error, at which xargs would stop.
objtool_all() {
	find "$work/modules" -name '*.ko' -print0 |
		xargs -0 -P 2 -n 64 bash -c 'for module; do
			"$objtool" --orc --no-unreachable --dry-run "$module" || :
		done' -
}

root=$(tests/corpus/fetch.sh) || exit 1
work=$O/bench/$(basename "$root"/lib/modules/*)
mkdir -p "$work/modules"
objtool=$(find_objtool) || { echo "no objtool to compare with" >&2; exit 1; }
if [ ! -f "$work/.unpacked" ]; then
	export -f unpack plain_module
	export work
	find "$root/lib/modules" -name '*.ko*' -print0 |
		xargs -0 -P 2 -n 1 bash -c 'unpack "$1"' -
	touch "$work/.unpacked"
fi

largest=$(find "$work/modules" -name '*.ko' -printf '%s %p\n' | sort -rn |
	head -n 1 | cut -d ' ' -f 2-)
# Both report unreachable code; the second row spares objtool that part.
ours=("$SC" check -j1 --mode=table "$largest")
theirs=("$objtool" --orc --dry-run "$largest")
race "$REPEAT"
row "$(basename "$largest"),-j1"
theirs=("$objtool" --orc --no-unreachable --dry-run "$largest")
race "$REPEAT"
row "--no-unreachable"

export -f objtool_all
export objtool work
ours=("$SC" check -j2 --mode=table "$work/modules")
theirs=(bash -c objtool_all)
race 2
row "all-modules,-j2"

# A build starts a process for each object. What a process costs by itself is in
# the row that runs `true`.
repeated() {
	local i
	for ((i = 0; i < 1000; i++)); do
		"$@"
	done >/dev/null 2>&1
	return 0
}
export -f repeated
printf '\t.globl f\n\t.type f, @function\nf:\tret\n\t.size f, .-f\n' |
	gcc -c -x assembler - -o "$work/tiny.o"
ours=(bash -c 'repeated "$@"' - "$SC" check --mode=table "$work/tiny.o")
theirs=(bash -c 'repeated "$@"' - "$objtool" --orc --dry-run "$work/tiny.o")
race 3
row "tiny-object,1000-times"
ours=(bash -c 'repeated "$@"' - /bin/true)
race 3
row "(true-instead-of-stackcheck)"

image=$(find -L "$root" -name 'vmlinuz-*' | head -n 1)
ours=("$SC" check -j1 "$image")
theirs=(true)
race 3
row "vmlinuz,-j1,which-objtool-cannot-read"
