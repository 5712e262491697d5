#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# ORC made from modules whose own was removed, beside what they were shipped
# with: the share of functions for which both say the same at every address.
#
#	orc.sh [sample|full]
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh

work=$O/tests/orc
compare=$O/tests/corpus/orc_compare
mkdir -p "$work"
export SC work compare

# one MODULE: remove, make anew, compare; its differences to a file of its own
one() {
	local name plain
	name=$(tr / - <<<"${1#*/kernel/}") # some names stand in two folders
	name=${name%%.ko*}
	plain=$work/$name.shipped.ko
	plain_module "$1" >"$plain"
	objcopy -R .orc_unwind -R .orc_unwind_ip -R .rela.orc_unwind_ip \
		-R .orc_header "$plain" "$work/$name.bare.ko" &&
		"$SC" orc "$work/$name.bare.ko" -o "$work/$name.ours.ko" &&
		"$compare" -l "$plain" "$work/$name.ours.ko" \
			>"$work/$name.txt"
	rm -f "$work/$name".*.ko
}
export -f one plain_module

# Sections are told by their names. One less in front renumbers those of code, as
# in modules of Debian 13, whose tables lie there.
renumbered() {
	gcc -c -x assembler -o "$work/first.o" - <<-'END' &&
		.section .first, "a"
		.long 1
		.section .text.late, "ax"
		.type f, @function
		f:	push %rbx
			pop %rbx
			ret
		.size f, . - f
	END
		"$SC" orc "$work/first.o" -o "$work/both.o" &&
		objcopy -R .first "$work/both.o" "$work/less.o" &&
		"$compare" "$work/both.o" "$work/less.o" | grep -q '^1 images, 1 functions, 1 agree'
}
expect "orc: sections with other numbers" renumbered
expect "orc: made and compared without a file" \
	sh -c '"$compare" -s "$work/both.o" | grep -q "^1 images, 1 functions, 1 agree"'

rm -f "$work"/*.txt
mapfile -t list < <(tests/corpus/corpus.sh list "${1:-${SC_TEST:-sample}}")
[ "${#list[@]}" -gt 100 ] || {
	not_ok "orc: no modules"
	exit 1
}
printf '%s\0' "${list[@]}" |
	xargs -0 -n 1 -P "$(nproc)" bash -c 'one "$0"' >"$work/log" 2>&1

cat "$work"/*.txt | grep -v ' images, ' >"$work/differences"
cat "$work"/*.txt | awk -v want="${#list[@]}" '
	/ images, / { n += $1; f += $3; a += $5 }
	END {
		printf "%d modules, %d functions, %d agree (%.3f %%)\n", \
			n, f, a, f ? 100 * a / f : 0
		exit n != want || a < 0.999 * f
	}' >"$work/summary"
code=$?
if [ $code -eq 0 ]; then
	ok "orc: $(cat "$work/summary")"
else
	head -n 5 "$work/log"
	head -n 20 "$work/differences"
	not_ok "orc: $(cat "$work/summary")"
fi
exit "$failed"
