#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Fixes of real vulnerabilities, from diffs to code that runs.
#
#	cves.sh [CVE...]
#
# Without arguments: all of tests/builder/cves. A fix is there
#	CVE.diff	the fix in our own words, on top of Debian 12's 6.12
#	CVE.expect	as for run.sh, and lines
#			  runs FUNCTION		it must be seen to run
#			  class TEXT		why it is refused, for the table
#	CVE.sh		makes the kernel run it, see cves_guest.sh
# All are built; then the kernel is booted once. Each is loaded with trust=all,
# its new functions are counted while CVE.sh runs, and it is unloaded. A table
# and its sums are printed. KPATCH_CACHE is as for run.sh. CVES_BUILT names a
# folder of an earlier run: what has the same diff there is not built again.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib.sh
. tests/builder/lib.sh

set_up 6.12 tests/builder/cves "$O/tests/cves" || exit 1
mkdir -p "$extra/cves" "$extra/tools" "$extra/lib/modules/$release"

# identifier CVE: as a module's name and a function's may be
identifier() {
	echo "${1//-/_}"
}

# put_tool PROGRAM: with its libraries, beside the shell's own
put_tool() {
	local file library
	file=$(PATH=$PATH:/usr/sbin:/sbin command -v "$1") || return 1
	cp -L "$file" "$extra/tools/"
	ldd "$file" | grep -o '/[^ ]*' | while read -r library; do
		mkdir -p "$extra/${library%/*}"
		cp -L "$library" "$extra/$library"
	done
}

# needed_modules FILE: it and those that it needs, as files below $modules
needed_modules() {
	local found=("$1") file seen=' ' name
	while [ ${#found[@]} -gt 0 ]; do
		file=${found[0]}
		found=("${found[@]:1}")
		[[ $seen != *" $file "* ]] || continue
		seen+="$file "
		echo "$file"
		for name in $(modinfo -F depends "$(echo "$modules/$file"*)" | tr , ' '); do
			found+=("$(find_module "$name")")
		done
	done
}

# find_module NAME: its file below $modules; names may have _ for -
find_module() {
	awk -v name="${1//-/_}" -F / '{
		base = $NF
		sub(/\.ko$/, "", base)
		gsub(/-/, "_", base)
		if (base == name)
			print
	}' "$work/module-files"
}

# put_module FILE: where the kernel's own loader finds it, with what it needs
put_module() {
	local file base
	needed_modules "$1" | while read -r file; do
		base=${file##*/}
		[ ! -e "$extra/modules/$base" ] || continue
		put_target "$modules/$file" || return 1
		ln -s "../../../modules/$base" "$extra/lib/modules/$release/$base"
	done
}

# put_fix CVE: what the kernel needs to try it
put_fix() {
	local file id
	id=$(identifier "$1")
	cp "$cases/$1.sh" "$extra/cves/$id.sh"
	words runs "$1" >"$extra/cves/$id.runs"
	for file in $(words module "$1"); do
		put_module "$file" || not_ok "$1: $file"
	done
	words module "$1" | sed 's/.*\///; s/\.ko$//' >"$extra/cves/$id.modules"
}

# module_of CVE: where the one that was built is
module_of() {
	echo "$extra/modules/kpatch_$(identifier "$1").ko"
}

# keep_built CVE: for a later run
keep_built() {
	cp "$cases/$1.diff" "$work/"
	[ ! -e "$(module_of "$1")" ] || cp "$(module_of "$1")" "$work/"
}

# take_built CVE: from an earlier run
take_built() {
	local built=${CVES_BUILT-}
	cmp -s "$built/$1.diff" "$cases/$1.diff" || return 1
	log=$work/$1.kpatch.log
	cp "$built/$1.kpatch.log" "$built/$1.seconds" "$work/" &&
		cp "$built/$(basename "$(module_of "$1")")" "$extra/modules/"
}

# build_fix CVE: what came of it goes to $functions, $seconds and $class
build_fix() {
	local started=$EPOCHREALTIME out
	take_built "$1" || {
		build "$1" kpatch
		bc <<<"($EPOCHREALTIME - $started) / 1" >"$work/$1.seconds"
	}
	seconds[$1]=$(cat "$work/$1.seconds")
	keep_built "$1"
	if out=$(as_expected "$1" 2>&1); then
		ok "$1: the report"
	else
		sed 's/^/    /' "$log" <<<"$out"
		not_ok "$1: the report"
	fi
	class_of_build "$1"
}

# The class of one that is not built is in its expectations.
class_of_build() {
	if [ -e "$(module_of "$1")" ]; then
		functions[$1]=$(grep -c '^function ' "$cases/$1.expect")
	else
		functions[$1]=-
		class[$1]=$(words class "$1")
	fi
}

# said CVE KEY: what the kernel told of it
said() {
	sed -n "s/^# fix $(identifier "$1") $2 //p" "$work/result"
}

print_row() {
	printf '%-15s %-45s %9s %7s %4s %7s %6s\n' "$@"
}

print_table() {
	local name files
	print_row CVE file functions seconds load ran unload
	for name; do
		files=$(sed -n 's/^+++ b\///p' "$cases/$name.diff" | paste -s -d ' ')
		print_row "$name" "$files" "${functions[$name]}" "${seconds[$name]}" \
			"$(said "$name" load)" "$(said "$name" ran)" \
			"$(said "$name" unload)"
		[ -z "${class[$name]-}" ] || echo "    class: ${class[$name]}"
	done
}

print_sums() {
	local name files built=0 loaded=0 passed=0
	for name; do
		[ "${functions[$name]}" = - ] || built=$((built + 1))
		[ -z "$(said "$name" load)" ] || loaded=$((loaded + 1))
		! grep -q "^ok 6.12: $(identifier "$name")\$" "$work/result" ||
			passed=$((passed + 1))
	done
	files=$(for name; do
		sed -n 's/^+++ //p' "$cases/$name.diff"
	done | sort -u | wc -l)
	echo "$# fixes in $files files: $built built, $loaded loaded, $passed passed"
}

if [ $# -eq 0 ]; then
	set -- "$cases"/*.diff
	set -- "${@##*/}"
	set -- "${@%.diff}"
fi
declare -A functions seconds class
prepare || exit 1
(cd "$modules" && find kernel -name '*.ko*' | sed 's/\.ko\..*/.ko/') >"$work/module-files"
scenarios=()
for name; do
	build_fix "$name"
	[ "${functions[$name]}" != - ] || continue
	put_fix "$name"
	scenarios+=("$(identifier "$name")")
done
for tool in ip tc nft ipset mke2fs; do
	put_tool $tool || not_ok "$tool is not installed"
done
depmod -b "$extra" "$release" 2>/dev/null
cp tests/builder/cves_guest.sh "$extra/scenarios/cves.sh"
${CC:-cc} -O2 -Wall -Wextra -Werror -static -o "$extra/bin/trigger" \
	tests/builder/triggers/*.c || exit 1
EXTRA=$extra tests/boot/run.sh 6.12 "$O/boot" "${scenarios[@]}" >"$work/result" 2>&1 ||
	failed=1
grep -v '^# fix ' "$work/result"
print_table "$@"
print_sums "$@"
exit "$failed"
