#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Speed and memory, beside the kernel's own objtool on the same files in the
# same run: the largest module on one thread, all modules on two, a function
# of a million branches, and time by size of text.
#
# The files are stock modules without their ORC, so that both programs do the
# whole analysis; objtool runs with --dry-run and so writes nothing.
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/lib.sh

work=$O/bench
REPEAT=${REPEAT:-5}
mkdir -p "$work/modules"

# objtool of the kernel whose modules these are
find_objtool() {
	local version
	find "$root" build/corpus -name objtool.real-x86 2>/dev/null |
		grep . | head -n 1 && return
	version=$(basename "$root"/lib/modules/*)
	(cd build/corpus && apt-get download "linux-kbuild-${version%-amd64}" &&
		dpkg-deb -x linux-kbuild-*.deb kbuild) >&2 || return 1
	find build/corpus/kbuild -name objtool.real-x86
}

# Uncompressed, without ORC: objtool reads nothing else.
unpack() {
	local plain=$work/modules/${1##*/}
	plain=${plain%.xz}
	plain=${plain%.zst}
	case $1 in
	*.xz) xz -dc "$1" >"$plain" ;;
	*.zst) zstd -qdc "$1" >"$plain" ;;
	*) cp "$1" "$plain" ;;
	esac
	objcopy -R .orc_unwind -R .orc_unwind_ip -R .orc_header \
		-R .rela.orc_unwind_ip "$plain"
}

# measure COMMAND...: "elapsed user kilobytes", the best of several runs
measure() {
	local i
	for ((i = 0; i < ${times:-$REPEAT}; i++)); do
		/usr/bin/time -f '%e %U %M' -o "$work/time" "$@" >/dev/null 2>&1
		tail -n 1 "$work/time"
	done | sort -n | head -n 1
}

# row WHAT OURS THEIRS: two measurements side by side
row() {
	# shellcheck disable=SC2086 # three words each
	printf '%s %s %s\n' "$1" "$2" "$3" | awk '{
		printf "%-28s %8.2f s %8d kB   objtool %8.2f s %8d kB   ", \
			$1, $2, $4, $5, $7
		printf "time x%.2f memory x%.2f\n", $5 ? $2 / $5 : 0, $4 / $7
	}'
}

# A function of N branches, each with a push and a pop on one side.
branches() {
	awk -v n="$1" 'BEGIN {
		print "\t.globl f\n\t.type f, @function\nf:"
		for (i = 0; i < n; i++)
			print "\ttest %edi, %edi\n\tje 1f\n\tpush %rax\n\tpop %rax\n1:"
		print "\tret\n\t.size f, .-f"
	}' | gcc -c -x assembler - -o "$2"
}

objtool_all() {
	find "$work/modules" -name '*.ko' -print0 |
		xargs -0 -P 2 -n 1 "$objtool" --orc --no-unreachable --dry-run
}

root=$(tests/corpus/fetch.sh) || exit 1
objtool=$(find_objtool) || { echo "no objtool to compare with" >&2; exit 1; }
if [ ! -f "$work/.unpacked" ]; then
	export -f unpack
	export work
	find "$root/lib/modules" -name '*.ko*' -print0 |
		xargs -0 -P 2 -n 1 bash -c 'unpack "$1"' -
	touch "$work/.unpacked"
fi

largest=$(find "$work/modules" -name '*.ko' -printf '%s %p\n' | sort -rn |
	head -n 1 | cut -d ' ' -f 2-)
# Both report unreachable code; the second row spares objtool that part.
ours=$(measure "$SC" check -j1 "$largest")
row "$(basename "$largest"),-j1" "$ours" \
	"$(measure "$objtool" --orc --dry-run "$largest")"
row "--no-unreachable" "$ours" \
	"$(measure "$objtool" --orc --no-unreachable --dry-run "$largest")"

export -f objtool_all
export objtool work
row "all-modules,-j2" "$(times=1 measure "$SC" check -j2 "$work/modules")" \
	"$(times=1 measure bash -c objtool_all)"

echo
echo "branches in one function, seconds, kB (objtool recurses on these)"
for n in 1000 10000 100000 250000 500000 1000000; do
	[ -f "$work/branches-$n.o" ] || branches "$n" "$work/branches-$n.o"
	read -r elapsed _ memory < <(times=3 measure "$SC" check -j1 --mode=table \
		"$work/branches-$n.o")
	echo "$n $elapsed $memory"
done | tee "$work/growth.txt" | awk '{
	n[NR] = $1; t[NR] = $2; m[NR] = $3; if ($2 > top) top = $2
} END {
	for (i = 1; i <= NR; i++) {
		bar = ""
		for (j = 0; top && j < 50 * t[i] / top; j++) bar = bar "#"
		printf "%8d %8.2f %8d %s\n", n[i], t[i], m[i], bar
	}
}'
